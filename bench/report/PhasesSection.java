import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Where the time of a payment goes, by the events of a recorded server.
final class PhasesSection {

    private static final List<Phase> PHASES = List.of(
            new Phase("verification_us", "verification of both signatures", "s1"),
            new Phase("commit_us", "commit: the writer's queue and the disk", "s2"),
            new Phase("receipt_us", "signing the receipt", "s3"),
            new Phase("rest_us", "the rest", "s5"));

    private static final List<MeasuredSet> DISTURBANCES = List.of(
            new MeasuredSet("handshakes", "TLS handshakes"),
            new MeasuredSet("worker_waits", "waits for a free worker"),
            new MeasuredSet("gc_pauses", "pauses of the garbage collector"));

    private record Phase(String field, String label, String style) {}

    private final Html html;
    private final BenchResult latest;

    private PhasesSection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new PhasesSection(html, latest).phases();
    }

    private void phases() {
        JsonNode phases = latest.phases();
        html.section(
                "Where the time of a payment goes",
                "By the server’s own flight recorder events, at 256 connections, for "
                        + Text.number(phases.get("payments").asDouble())
                        + " payments. A phase’s time is that of a wall clock: where more payments run than there are"
                        + " processors, each phase holds a wait for one.");
        List<Bars.Bar> bars = new ArrayList<>();
        Table table = new Table("payments", "all of it", "verification", "commit", "receipt", "the rest");
        // The band of all payments is the last one.
        for (JsonNode band : phases.get("bands").valueStream().toList().reversed()) {
            double sum = PHASES.stream()
                    .mapToDouble(phase -> band.get(phase.field()).asDouble())
                    .sum();
            String label = band(band.get("from").asDouble(), band.get("to").asDouble());
            List<Bars.Segment> segments = PHASES.stream()
                    .map(phase -> new Bars.Segment(
                            band.get(phase.field()).asDouble() / sum * 100,
                            phase.style(),
                            phase.label() + ": "
                                    + Text.micros(band.get(phase.field()).asDouble())))
                    .toList();
            bars.add(new Bars.Bar(label, segments, Text.micros(sum)));
            table.row(Stream.concat(
                            Stream.of(Text.escape(label), Text.micros(sum)),
                            PHASES.stream()
                                    .map(phase ->
                                            Text.micros(band.get(phase.field()).asDouble())))
                    .toArray(String[]::new));
        }
        html.append(new Figure("Share of each phase in a payment’s time", legend(), table)
                .html(width -> new Bars(bars, "% of the time").draw(width, "Share of each phase")));
        batches(phases);
        disturbances(phases);
    }

    private static String legend() {
        return Legend.html(PHASES.stream()
                .map(phase -> new Legend.Entry(phase.label(), phase.style()))
                .toList());
    }

    private static String band(double from, double to) {
        if (from == 0) {
            return to == 1 ? "all payments" : "the quickest " + Math.round(to * 100) + " %";
        }
        return to == 1
                ? "the slowest " + Math.round((1 - from) * 100) + " %"
                : "from " + Math.round(from * 100) + " % to " + Math.round(to * 100) + " %";
    }

    private void batches(JsonNode phases) {
        JsonNode batches = phases.get("batches");
        double commit = phases.get("bands")
                .valueStream()
                .filter(band ->
                        band.get("from").asDouble() == 0 && band.get("to").asDouble() == 1)
                .mapToDouble(band -> band.get("commit_us").asDouble())
                .findFirst()
                .orElse(0);
        double deciding = batches.get("decision_us").asDouble();
        double durable = batches.get("commit_us").asDouble();
        html.paragraph("One durable commit holds "
                + Text.number(batches.get("transfers_mean").asDouble())
                + " payments on average. Of a payment’s commit, "
                + Text.micros(Math.max(0, commit - deciding - durable))
                + " are its wait for the writer and for a processor to go on, " + Text.micros(deciding)
                + " the writer’s deciding and writing of the batch, " + Text.micros(durable)
                + " the commit that makes it durable.");
    }

    private void disturbances(JsonNode phases) {
        Table table = new Table("what else the server met", "times", "median", "p99", "longest");
        for (MeasuredSet kind : DISTURBANCES) {
            JsonNode spread = phases.get(kind.name());
            boolean any = spread.get("count").asInt() > 0;
            table.row(
                    kind.label(),
                    Text.number(spread.get("count").asDouble()),
                    any ? Text.micros(spread.get("p50_us").asDouble()) : "–",
                    any ? Text.micros(spread.get("p99_us").asDouble()) : "–",
                    any ? Text.micros(spread.get("max_us").asDouble()) : "–");
        }
        html.append(table.html());
        String cost = latest.spread("recorded", "throughput_per_s")
                .flatMap(recorded -> latest.spread("closed-256", "throughput_per_s")
                        .map(plain -> " The recorded run reached "
                                + Text.number(recorded.median() / plain.median() * 100) + " % of the others’ rate."))
                .orElse("");
        html.paragraph("The server used "
                + Text.number(phases.get("cpu_of_server").asDouble() * 100)
                + " % of the machine’s processors, everything together "
                + Text.number(phases.get("cpu_of_machine").asDouble() * 100) + " %; virtual threads were pinned for"
                + " more than a millisecond " + phases.get("pinned").asInt() + " times." + cost);
    }
}
