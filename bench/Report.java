import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes one page of HTML of all results: it loads nothing, and its pictures are drawn here.
///
/// `java -cp micropay.jar bench/Report.java STYLE FLAMES OUT RESULT...`, where FLAMES is a page with a flame graph, or
/// `-` without one. The classes below stand in the order in which the page is made: results, page, charts, drawing.
class Report {

    public static void main(String[] args) throws IOException {
        List<BenchResult> results = new ArrayList<>();
        for (String file : Arrays.asList(args).subList(3, args.length)) {
            results.add(BenchResult.read(Path.of(file)));
        }
        Optional<String> flames =
                args[1].equals("-") ? Optional.empty() : Optional.of(Files.readString(Path.of(args[1])));
        String page = new Page(History.of(results), flames).html(Files.readString(Path.of(args[0])));
        Files.writeString(Path.of(args[2]), page);
    }
}

/// What one run of `bench/run.sh` has found.
record BenchResult(JsonNode json) {

    static BenchResult read(Path file) throws IOException {
        return new BenchResult(JsonMapper.shared().readTree(Files.readString(file)));
    }

    String at() {
        return text("at");
    }

    String text(String name) {
        return json.get(name).asString();
    }

    /// The commit as people write it.
    String commit() {
        String commit = text("commit");
        return commit.substring(0, Math.min(commit.length(), 7))
                + (json.get("dirty").asBoolean() ? "+" : "");
    }

    boolean isShort() {
        return json.get("short").asBoolean();
    }

    String machine() {
        JsonNode machine = json.get("machine");
        return machine.get("cpus").asInt() + " × " + machine.get("model").asString();
    }

    List<JsonNode> runs(String set) {
        return json.get("runs")
                .valueStream()
                .filter(run -> run.get("set").asString().equals(set))
                .toList();
    }

    /// A number of each round of a set, such as `latency_us/p99`.
    Optional<Spread> spread(String set, String path) {
        return Spread.of(runs(set).stream(), path);
    }

    Optional<Spread> peer(String name) {
        return Spread.of(json.get("peers").valueStream(), name);
    }

    Optional<Spread> millis(String name) {
        return Spread.of(json.path(name + "_ms").valueStream().map(JsonNode::asDouble));
    }

    JsonNode phases() {
        return json.get("phases");
    }
}

/// The rounds of one measurement: the median counts, and what lies around it is the noise.
record Spread(double median, double min, double max, int rounds) {

    static Optional<Spread> of(Stream<JsonNode> nodes, String path) {
        return of(nodes.map(node -> node.at("/" + path))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble));
    }

    static Optional<Spread> of(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.getFirst(), sorted.getLast(), sorted.size()));
    }

    Spread times(double factor) {
        return new Spread(median * factor, min * factor, max * factor, rounds);
    }

    /// The lowest and the highest, where there is more than one.
    String range() {
        return rounds == 1 ? "" : Text.number(min) + " – " + Text.number(max);
    }
}

/// The results that can be compared, oldest first: those of the machine that was measured last, and short runs only
/// where there are no others.
record History(List<BenchResult> results, int leftOut) {

    static History of(List<BenchResult> all) {
        List<BenchResult> sorted =
                all.stream().sorted(Comparator.comparing(BenchResult::at)).toList();
        boolean anyFull = sorted.stream().anyMatch(result -> !result.isShort());
        List<BenchResult> full =
                sorted.stream().filter(result -> !anyFull || !result.isShort()).toList();
        String machine = full.getLast().machine();
        List<BenchResult> comparable =
                full.stream().filter(result -> result.machine().equals(machine)).toList();
        return new History(comparable, all.size() - comparable.size());
    }

    BenchResult latest() {
        return results.getLast();
    }
}

/// The page, section by section.
final class Page {

    private static final List<Curve> CURVES = List.of(
            new Curve("closed-256", "256 connections", "s1"),
            new Curve("half-256", "256 connections at half that rate, open loop", "s2"),
            new Curve("closed-16", "16 connections", "s3"),
            new Curve("closed-1", "1 connection", "s4"));

    private static final List<Phase> PHASES = List.of(
            new Phase("verification_us", "verification of both signatures", "s1"),
            new Phase("commit_us", "commit: the writer's queue and the disk", "s2"),
            new Phase("receipt_us", "signing the receipt", "s3"),
            new Phase("rest_us", "the rest", "s5"));

    private static final List<Peer> PEERS = List.of(
            new Peer("pgbench_tpcb_per_s", "PostgreSQL: pgbench TPC-B transactions, 16 clients"),
            new Peer("fdatasync_per_s", "fdatasync, one after another"),
            new Peer("jdk_rsa2048_verify_per_s", "RSA-2048 verifications by the JDK, one core"),
            new Peer("corretto_rsa2048_verify_per_s", "RSA-2048 verifications by Corretto, one core"),
            new Peer("openssl_rsa2048_verify_per_s", "RSA-2048 verifications by openssl, one core"));

    private static final List<Set> SETS = List.of(
            new Set("closed-1", "1 connection"),
            new Set("closed-16", "16 connections"),
            new Set("closed-256", "256 connections"),
            new Set("half-256", "256 connections at half that rate, open loop"),
            new Set("closed-256-jdk", "256 connections, the JDK’s crypto"),
            new Set("postgresql-256", "the ledger in PostgreSQL"),
            new Set("ec-1000-accounts", "EC keys, 1,000 accounts"),
            new Set("ec-100000-accounts", "EC keys, 100,000 accounts, 5 million transfers"),
            new Set("recorded", "256 connections, recorded"),
            new Set("idle-5000", "5,000 idle connections"));

    /// The sets in a closed loop, with the colours of their bars.
    private static final Map<String, String> CLOSED = Map.of(
            "closed-1", "s1",
            "closed-16", "s1",
            "closed-256", "s1",
            "closed-256-jdk", "s2",
            "postgresql-256", "s4",
            "ec-1000-accounts", "s3",
            "ec-100000-accounts", "s3");

    private static final List<Set> DISTURBANCES = List.of(
            new Set("handshakes", "TLS handshakes"),
            new Set("worker_waits", "waits for a free worker"),
            new Set("gc_pauses", "pauses of the garbage collector"));

    private record Set(String name, String label) {}

    private record Curve(String set, String label, String style) {}

    private record Phase(String field, String label, String style) {}

    private record Peer(String field, String label) {}

    private final History history;
    private final BenchResult latest;
    private final Optional<String> flames;
    private final StringBuilder html = new StringBuilder();

    Page(History history, Optional<String> flames) {
        this.history = history;
        this.latest = history.latest();
        this.flames = flames;
    }

    String html(String style) {
        head(style);
        headline();
        goals();
        throughput();
        percentiles();
        phases();
        peers();
        commits();
        flames.ifPresent(this::flameGraph);
        everything();
        html.append("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private void head(String style) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>micropay, measured</title>
                <style>
                """).append(style).append("""
                </style>
                </head>
                <body>
                <main>
                """);
    }

    private void section(String title, String lead) {
        html.append("<h2>").append(Text.escape(title)).append("</h2>\n");
        paragraph(lead);
    }

    private void paragraph(String text) {
        html.append("<p>").append(Text.escape(text)).append("</p>\n");
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

    private void goals() {
        section(
                "Goals",
                "Most are ratios to what the same machine does in the same minutes, so that a faster machine does not"
                        + " meet them by itself.");
        Table table = new Table("what", "goal", "reached", "met");
        for (JsonNode goal : latest.json().get("goals")) {
            String unit = goal.get("unit").asString();
            String suffix = unit.isEmpty() ? "" : " " + unit;
            JsonNode met = goal.get("met");
            table.row(
                    Text.escape(goal.get("what").asString()),
                    Text.escape(goal.get("goal").asString() + " "
                            + Text.plain(goal.get("limit").asDouble()) + suffix),
                    met.isNull()
                            ? "<span class=\"muted\">not measured</span>"
                            : Text.escape(Text.number(goal.get("reached").asDouble()) + suffix),
                    met.isNull()
                            ? "<span class=\"muted\">–</span>"
                            : met.asBoolean() ? "<b class=\"yes\">✓ yes</b>" : "<b class=\"no\">✗ no</b>");
        }
        html.append(table.html());
    }

    private void throughput() {
        section(
                "Throughput",
                "Payments a second in a closed loop: each connection submits its next payment when it has the last"
                        + " one’s proof; 256 connections, where nothing else is said. Load generator and"
                        + " server share the machine’s processors.");
        List<Bars.Bar> bars = new ArrayList<>();
        Table table = new Table("", "payments/s", "lowest – highest", "server CPU", "generator CPU");
        SETS.stream()
                .filter(set -> CLOSED.containsKey(set.name()))
                .forEach(set -> latest.spread(set.name(), "throughput_per_s").ifPresent(rate -> {
                    String style = CLOSED.get(set.name());
                    bars.add(Bars.Bar.of(set.label(), rate.median(), style, Text.number(rate.median()) + "/s"));
                    table.row(
                            Text.escape(set.label()),
                            Text.number(rate.median()),
                            rate.range(),
                            micros(set.name(), "cpu_us_per_payment/server"),
                            micros(set.name(), "cpu_us_per_payment/generator"));
                }));
        html.append(new Figure("Payments a second by number of connections, crypto and accounts", "", table)
                .html(width -> new Bars(bars, "payments/s").draw(width, "Payments a second")));
    }

    private String micros(String set, String path) {
        return latest.spread(set, path)
                .map(spread -> Text.micros(spread.median()))
                .orElse("");
    }

    private void percentiles() {
        section(
                "Latency by percentile",
                "How long the slowest one in ten, in a hundred, in a thousand payments take. In the closed loop at 256"
                        + " connections a payment mostly waits for the 255 others; the open loop, where payments start"
                        + " when they are meant to, whether or not answers have come, is what people meet.");
        List<PercentileChart.Line> lines = new ArrayList<>();
        Table table = new Table("", "p50", "p90", "p99", "p99.9", "max");
        for (Curve curve : CURVES) {
            Map<Double, Double> points = percentiles(curve.set());
            if (!points.isEmpty()) {
                lines.add(new PercentileChart.Line(curve.label(), curve.style(), points));
                table.row(Stream.concat(
                                Stream.of(Text.escape(curve.label())),
                                Stream.of("p50", "p90", "p99", "p99_9", "max")
                                        .map(percentile -> micros(curve.set(), "latency_us/" + percentile)))
                        .toArray(String[]::new));
            }
        }
        String legend = legend(lines.stream()
                .map(line -> new Phase("", line.label(), line.style()))
                .toList());
        html.append(new Figure("Latency of payments by percentile, on a logarithmic scale", legend, table)
                .html(width -> new PercentileChart(lines).draw(width)));
    }

    /// The medians over the rounds, as far as a percentile stands for ten payments at least.
    private Map<Double, Double> percentiles(String set) {
        Map<Double, List<Double>> rounds = new TreeMap<>();
        for (JsonNode run : latest.runs(set)) {
            long payments = run.get("attempts").asLong();
            for (JsonNode point : run.at("/latency_us/percentiles")) {
                double percentile = point.get(0).asDouble();
                if (payments * (1 - percentile / 100) >= 10) {
                    rounds.computeIfAbsent(percentile, each -> new ArrayList<>())
                            .add(point.get(1).asDouble());
                }
            }
        }
        Map<Double, Double> medians = new TreeMap<>();
        rounds.forEach((percentile, micros) ->
                medians.put(percentile, Spread.of(micros.stream()).orElseThrow().median()));
        return medians;
    }

    private static String legend(List<Phase> entries) {
        return entries.stream()
                .map(entry -> "<li><span class=\"swatch " + entry.style() + "\"></span>" + Text.escape(entry.label())
                        + "</li>")
                .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
    }

    private void phases() {
        JsonNode phases = latest.phases();
        section(
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
        html.append(new Figure("Share of each phase in a payment’s time", legend(PHASES), table)
                .html(width -> new Bars(bars, "% of the time").draw(width, "Share of each phase")));
        batches(phases);
        disturbances(phases);
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
        paragraph("One durable commit holds "
                + Text.number(batches.get("transfers_mean").asDouble())
                + " payments on average. Of a payment’s commit, "
                + Text.micros(Math.max(0, commit - deciding - durable))
                + " are its wait for the writer and for a processor to go on, " + Text.micros(deciding)
                + " the writer’s deciding and writing of the batch, " + Text.micros(durable)
                + " the commit that makes it durable.");
    }

    private void disturbances(JsonNode phases) {
        Table table = new Table("what else the server met", "times", "median", "p99", "longest");
        for (Set kind : DISTURBANCES) {
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
        paragraph("The server used " + Text.number(phases.get("cpu_of_server").asDouble() * 100)
                + " % of the machine’s processors, everything together "
                + Text.number(phases.get("cpu_of_machine").asDouble() * 100) + " %; virtual threads were pinned for"
                + " more than a millisecond " + phases.get("pinned").asInt() + " times." + cost);
    }

    private void peers() {
        Optional<Spread> own = latest.spread("closed-256", "throughput_per_s");
        if (own.isEmpty()) {
            return;
        }
        double rate = own.get().median();
        section(
                "Beside its peers",
                "What this machine does of other things, measured between the rounds. A payment takes two RSA"
                        + " verifications, a signature on its receipt, a TLS round trip and a durable commit; TPC-B takes"
                        + " five statements and a durable commit, and checks no signature.");
        List<Bars.Bar> bars = new ArrayList<>();
        bars.add(Bars.Bar.of("micropay: payments, 256 connections", rate, "s1", Text.number(rate) + "/s"));
        Table table = new Table("", "a second", "lowest – highest", "micropay ÷ this");
        table.row("micropay", Text.number(rate), own.get().range(), "1");
        for (Peer peer : PEERS) {
            latest.peer(peer.field()).ifPresent(spread -> {
                String ratio = Text.number(rate / spread.median());
                bars.add(Bars.Bar.of(
                        peer.label(),
                        spread.median(),
                        "s5",
                        Text.number(spread.median()) + "/s; micropay is " + ratio + " ×"));
                table.row(Text.escape(peer.label()), Text.number(spread.median()), spread.range(), ratio);
            });
        }
        html.append(new Figure("Rates of micropay and of what it is compared with", "", table)
                .html(width -> new Bars(bars, "a second").draw(width, "Rates a second")));
    }

    private void commits() {
        List<BenchResult> results = history.results();
        String others = history.leftOut() == 0
                ? ""
                : " " + history.leftOut() + " results of other machines, or of short runs, are left out.";
        section(
                "By commit",
                "The median of each run, with a bar from its lowest to its highest round: two commits whose bars"
                        + " overlap are not known to differ." + others);
        Table table = new Table("commit", "measured", "payments/s", "lowest – highest", "p99 at half load");
        for (BenchResult result : results) {
            table.row(
                    Text.escape(result.commit()),
                    Text.escape(result.at().substring(0, 10)),
                    result.spread("closed-256", "throughput_per_s")
                            .map(rate -> Text.number(rate.median()))
                            .orElse(""),
                    result.spread("closed-256", "throughput_per_s")
                            .map(Spread::range)
                            .orElse(""),
                    result.spread("half-256", "latency_us/p99")
                            .map(p99 -> Text.micros(p99.median()))
                            .orElse(""));
        }
        CommitChart rates =
                chart("payments/s at 256 connections", "s1", result -> result.spread("closed-256", "throughput_per_s"));
        CommitChart latencies = chart(
                "p99 at half that rate, ms",
                "s2",
                result -> result.spread("half-256", "latency_us/p99").map(micros -> micros.times(1e-3)));
        html.append(new Figure("Throughput and p99 by commit", "", table)
                .html(width -> rates.draw(width) + latencies.draw(width)));
    }

    private CommitChart chart(String title, String style, Function<BenchResult, Optional<Spread>> value) {
        return new CommitChart(
                title,
                style,
                history.results().stream()
                        .filter(result -> value.apply(result).isPresent())
                        .map(result -> new CommitChart.Point(
                                result.commit(), value.apply(result).get()))
                        .toList());
    }

    /// A page of its own inside this one: its script and style meet nothing of ours.
    private void flameGraph(String page) {
        section(
                "Flame graph",
                "The server’s processor time while it was measured, by what ran: the wider, the more. A click zooms in,"
                        + " Ctrl+F searches.");
        html.append("<iframe class=\"flames\" title=\"Flame graph of the server’s processor time\" srcdoc=\"")
                .append(page.replace("&", "&amp;").replace("\"", "&quot;"))
                .append("\"></iframe>\n");
    }

    private void everything() {
        section(
                "Every measurement",
                "Medians over the rounds of the run; bench/README.md says what each number means.");
        Table table = new Table(
                "", "rounds", "payments/s", "p50", "p99", "server CPU", "generator CPU", "bytes on disk", "memory");
        SETS.stream()
                .filter(set -> !latest.runs(set.name()).isEmpty())
                .forEach(set -> table.row(
                        Text.escape(set.label()),
                        Integer.toString(latest.runs(set.name()).size()),
                        number(set.name(), "throughput_per_s", ""),
                        micros(set.name(), "latency_us/p50"),
                        micros(set.name(), "latency_us/p99"),
                        micros(set.name(), "cpu_us_per_payment/server"),
                        micros(set.name(), "cpu_us_per_payment/generator"),
                        number(set.name(), "disk_bytes_per_payment", ""),
                        number(set.name(), "memory_kb_per_connection", " kB")));
        html.append(table.html());
        Table starts = new Table("start to READY", "median", "lowest – highest, ms", "times");
        start(starts, "ready", "as it is");
        start(starts, "ready_cached", "with an AOT cache");
        start(starts, "restart_none", "after kill -9, with no transfers");
        start(starts, "restart_million", "after kill -9, with 1 million transfers");
        html.append(starts.html());
    }

    private String number(String set, String path, String unit) {
        return latest.spread(set, path)
                .map(spread -> Text.number(spread.median()) + unit)
                .orElse("");
    }

    private void start(Table table, String name, String label) {
        latest.millis(name)
                .ifPresent(millis -> table.row(
                        label, Text.micros(millis.median() * 1e3), millis.range(), Integer.toString(millis.rounds())));
    }
}

/// A picture in two widths, for screens and for phones, with its numbers as a table for those who do not see it.
record Figure(String title, String legend, Table numbers) {

    private static final int WIDE = 860;
    private static final int NARROW = 340;

    String html(IntFunction<String> drawing) {
        return "<figure>\n<figcaption>" + Text.escape(title) + "</figcaption>\n" + legend + "<div class=\"wide\">"
                + drawing.apply(WIDE) + "</div>\n<div class=\"narrow\">" + drawing.apply(NARROW)
                + "</div>\n<details><summary>The numbers</summary>\n" + numbers.html() + "</details>\n</figure>\n";
    }
}

/// Rows of cells, which are HTML already.
final class Table {

    private final String[] heads;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = heads;
    }

    void row(String... cells) {
        rows.add(cells);
    }

    String html() {
        return rows.stream()
                .map(row -> Arrays.stream(row).collect(Collectors.joining("</td><td>", "<tr><td>", "</td></tr>\n")))
                .collect(Collectors.joining(
                        "",
                        "<div class=\"scroll\"><table>\n"
                                + Arrays.stream(heads)
                                        .map(Text::escape)
                                        .collect(Collectors.joining(
                                                "</th><th scope=\"col\">",
                                                "<thead><tr><th scope=\"col\">",
                                                "</th></tr></thead>\n<tbody>\n")),
                        "</tbody>\n</table></div>\n"));
    }
}

/// Horizontal bars with their labels above them, so that a long label takes no width from the bars.
record Bars(List<Bar> bars, String unit) {

    private static final int LINE = 18;
    private static final int THICKNESS = 18;
    private static final int GAP = 8;
    private static final int AXIS = 34;

    /// About what a letter takes.
    private static final double LETTER = 7.5;

    /// @param note what stands at the right, beside the label
    record Bar(String label, List<Segment> segments, String note) {
        static Bar of(String label, double value, String style, String note) {
            return new Bar(label, List.of(new Segment(value, style, label + ": " + note)), note);
        }

        double sum() {
            return segments.stream().mapToDouble(Segment::value).sum();
        }
    }

    record Segment(double value, String style, String tip) {}

    String draw(int width, String title) {
        double max = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
        int lines = bars.stream().allMatch(bar -> (bar.label() + bar.note()).length() * LETTER < width) ? 1 : 2;
        int row = lines * LINE + THICKNESS + GAP;
        int height = bars.size() * row + AXIS;
        Svg svg = new Svg(width, height, title);
        double step = Scale.step(max, width > 500 ? 8 : 4);
        Scale x = Scale.linear(0, max, 0, width - 1);
        for (double tick = 0; tick <= max * 1.0001; tick += step) {
            svg.line(x.at(tick), 0, x.at(tick), height - AXIS, "grid");
            String anchor = tick == 0 ? "start" : x.at(tick) > width - 30 ? "end" : "middle";
            svg.text(x.at(tick), height - AXIS + 15, "tick", anchor, Text.number(tick));
        }
        svg.text(0, height - 3, "tick", "start", unit);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int top = i * row;
            svg.text(0, top + LINE - 4, "label", "start", bar.label());
            svg.text(
                    lines == 1 ? width - 1 : 0,
                    top + lines * LINE - 4,
                    "value",
                    lines == 1 ? "end" : "start",
                    bar.note());
            draw(svg, bar, top + lines * LINE, x);
        }
        return svg.html();
    }

    private static void draw(Svg svg, Bar bar, int top, Scale x) {
        double from = 0;
        for (Segment segment : bar.segments()) {
            double to = from + segment.value();
            svg.bar(x.at(from), top, Math.max(1, x.at(to) - x.at(from)), THICKNESS, segment.style(), segment.tip());
            from = to;
        }
    }
}

/// Latency by percentile, both on scales on which tails can be seen: logarithmic, and by the number of nines.
record PercentileChart(List<Line> lines) {

    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int TOP = 8;
    private static final int BOTTOM = 42;
    private static final double[] LABELLED = {50, 90, 99, 99.9, 99.99, 99.999};

    record Line(String label, String style, Map<Double, Double> micros) {}

    String draw(int width) {
        int height = width > 500 ? 400 : 320;
        double low = all().min().orElse(1) / 1e3;
        double high = all().max().orElse(1) / 1e3;
        double last = lines.stream()
                .flatMap(line -> line.micros().keySet().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(99);
        Scale x = Scale.percentiles(last, LEFT, width - RIGHT);
        Scale y = Scale.logarithmic(low / 1.2, high * 1.2, height - BOTTOM, TOP);
        Svg svg = new Svg(width, height, "Latency in milliseconds by percentile, logarithmic");
        axes(svg, x, y, low, high, last, width, height);
        for (Line line : lines) {
            svg.curve(
                    line.micros().entrySet().stream()
                            .map(point -> new double[] {x.at(point.getKey()), y.at(point.getValue() / 1e3)})
                            .toList(),
                    line.style());
            line.micros()
                    .forEach((percentile, micros) -> svg.dot(
                            x.at(percentile),
                            y.at(micros / 1e3),
                            line.style(),
                            line.label() + ": p" + Text.plain(percentile) + " " + Text.micros(micros)));
        }
        return svg.html();
    }

    private DoubleStream all() {
        return lines.stream().flatMap(line -> line.micros().values().stream()).mapToDouble(Double::doubleValue);
    }

    private static void axes(Svg svg, Scale x, Scale y, double low, double high, double last, int width, int height) {
        for (double decade = Math.pow(10, Math.floor(Math.log10(low)) - 1); decade < high * 10; decade *= 10) {
            for (int digit : new int[] {1, 2, 5}) {
                double value = decade * digit;
                if (value >= low / 1.2 && value <= high * 1.2) {
                    svg.line(LEFT, y.at(value), width - RIGHT, y.at(value), digit == 1 ? "grid" : "grid faint");
                    svg.text(LEFT - 6, y.at(value) + 4, "tick", "end", Text.number(value));
                }
            }
        }
        for (double percentile : LABELLED) {
            if (percentile <= last) {
                svg.line(x.at(percentile), TOP, x.at(percentile), height - BOTTOM, "grid");
                svg.text(x.at(percentile), height - BOTTOM + 17, "tick", "middle", Text.plain(percentile) + " %");
            }
        }
        svg.text(width - RIGHT, height - 4, "tick", "end", "share of payments that take at most so long");
        svg.text(0, height - 4, "tick", "start", "ms");
    }
}

/// A number of each commit, oldest first, with its noise.
record CommitChart(String title, String style, List<Point> points) {

    private static final int LEFT = 52;
    private static final int RIGHT = 36;
    private static final int TOP = 30;
    private static final int BOTTOM = 26;
    private static final int HEIGHT = 210;

    record Point(String commit, Spread value) {}

    String draw(int width) {
        double max =
                points.stream().mapToDouble(point -> point.value().max()).max().orElse(1) * 1.05;
        Scale x = Scale.linear(0, Math.max(1, points.size() - 1), LEFT + 20, width - RIGHT);
        Scale y = Scale.linear(0, max, HEIGHT - BOTTOM, TOP);
        Svg svg = new Svg(width, HEIGHT, title + " by commit");
        svg.text(0, 14, "label", "start", title);
        double step = Scale.step(max, 5);
        for (double tick = 0; tick <= max; tick += step) {
            svg.line(LEFT, y.at(tick), width - 10, y.at(tick), "grid");
            svg.text(LEFT - 6, y.at(tick) + 4, "tick", "end", Text.number(tick));
        }
        svg.curve(
                IntStream.range(0, points.size())
                        .mapToObj(i -> new double[] {
                            x.at(i), y.at(points.get(i).value().median())
                        })
                        .toList(),
                style);
        int every = Math.max(1, (int) Math.ceil(points.size() * 62.0 / (width - LEFT - RIGHT)));
        for (int i = 0; i < points.size(); i++) {
            Spread value = points.get(i).value();
            svg.line(x.at(i), y.at(value.min()), x.at(i), y.at(value.max()), "noise " + style);
            svg.dot(x.at(i), y.at(value.median()), style, points.get(i).commit() + ": " + Text.number(value.median()));
            if ((points.size() - 1 - i) % every == 0) {
                svg.text(x.at(i), HEIGHT - 6, "tick", "middle", points.get(i).commit());
            }
        }
        return svg.html();
    }
}

/// From a value to its place on an axis.
interface Scale {

    double at(double value);

    static Scale linear(double low, double high, double from, double to) {
        return value -> from + (value - low) / (high - low) * (to - from);
    }

    static Scale logarithmic(double low, double high, double from, double to) {
        Scale linear = linear(Math.log(low), Math.log(high), from, to);
        return value -> linear.at(Math.log(value));
    }

    /// As HdrHistogram plots them: 90, 99 and 99.9 % are equally far from each other.
    static Scale percentiles(double last, double from, double to) {
        Scale linear = linear(nines(50), nines(last), from, to);
        return value -> linear.at(nines(value));
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    /// A round distance between the ticks of an axis, at most so many.
    static double step(double max, int ticks) {
        double least = max / ticks;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        return Stream.of(1.0, 2.0, 5.0, 10.0)
                .map(digit -> digit * decade)
                .filter(step -> step >= least)
                .findFirst()
                .orElseThrow();
    }
}

/// A drawing as SVG. Colours are the style sheet's, so that they follow the reader's scheme.
final class Svg {

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title) {
        out.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                width,
                height,
                Text.escape(title)));
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style);
    }

    void bar(double x, double y, double width, double height, String style, String tip) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"area %s\"><title>%s</title></rect>",
                x, y, width, height, style, Text.escape(tip));
    }

    void text(double x, double y, String style, String anchor, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>",
                x, y, style, anchor, Text.escape(text));
    }

    void curve(List<double[]> points, String style) {
        String path = points.stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", point[0], point[1]))
                .collect(Collectors.joining(" "));
        add("<polyline points=\"%s\" class=\"curve %s\"/>", path, style);
    }

    void dot(double x, double y, String style, String tip) {
        add(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" class=\"area %s\"><title>%s</title></circle>",
                x, y, style, Text.escape(tip));
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    String html() {
        return out + "</svg>\n";
    }
}

/// Numbers and text for people.
final class Text {

    private Text() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /// Three digits that count, or all before the point.
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /// Without zeros at the end, such as a percentile.
    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    static String micros(double micros) {
        if (micros < 1e3) {
            return number(micros) + " µs";
        }
        return micros < 1e6 ? number(micros / 1e3) + " ms" : number(micros / 1e6) + " s";
    }
}
