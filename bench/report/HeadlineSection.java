import tools.jackson.databind.JsonNode;

/// What the page says first: how many goals are met, on which machine, and the four numbers that most ask for.
final class HeadlineSection {

    private final Html html;
    private final BenchResult latest;

    private HeadlineSection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new HeadlineSection(html, latest).headline();
    }

    private void headline() {
        JsonNode machine = latest.json().get("machine");
        long met = count("met", true);
        long missed = count("met", false);
        html.append("<header>\n<h1>micropay, measured</h1>\n<p class=\"lead\">")
                .append(Text.escape(
                        met + " of " + (met + missed) + " goals are met at commit " + latest.commit() + "."))
                .append("</p>\n<p class=\"facts\">")
                .append(Text.escape(String.join(
                        " · ",
                        latest.at().replace('T', ' ').replace("Z", " UTC"),
                        latest.machine() + ", " + machine.get("memory_mb").asInt() / 1024 + " GB",
                        machine.get("os").asString(),
                        "JDK " + latest.text("jdk"),
                        latest.text("crypto"),
                        "disk: " + latest.text("disk"))))
                .append("</p>\n");
        if (latest.isShort()) {
            html.append("<p class=\"warning\">A short run: one round of a second or two. Its numbers are rough.</p>\n");
        }
        double load = latest.json().get("load_before").asDouble();
        if (load > 0.5) {
            html.append("<p class=\"warning\">")
                    .append(Text.escape("The machine was busy with something else when this run began (load "
                            + Text.number(load) + "). Its numbers say little."))
                    .append("</p>\n");
        }
        html.append("<dl class=\"cards\">\n");
        latest.spread("closed-256", "throughput_per_s")
                .ifPresent(rate -> card(Text.number(rate.median()), "payments a second, 256 connections"));
        latest.spread("half-256", "latency_us/p99")
                .ifPresent(p99 -> card(Text.micros(p99.median()), "p99 at half that rate"));
        latest.spread("closed-256", "cpu_us_per_payment/server")
                .ifPresent(cpu -> card(Text.micros(cpu.median()), "of the server’s processor for a payment"));
        latest.spread("closed-256", "disk_bytes_per_payment")
                .ifPresent(bytes -> card(Text.number(bytes.median()) + " B", "on disk for a payment, with its proof"));
        html.append("</dl>\n</header>\n");
    }

    private long count(String field, boolean value) {
        return latest.json()
                .get("goals")
                .valueStream()
                .filter(goal -> goal.get(field).isBoolean() && goal.get(field).asBoolean() == value)
                .count();
    }

    private void card(String value, String what) {
        html.append("<div><dt>")
                .append(Text.escape(what))
                .append("</dt><dd>")
                .append(Text.escape(value))
                .append("</dd></div>\n");
    }
}
