import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Latency by percentile.
final class LatencySection {

    private static final List<Curve> CURVES = List.of(
            new Curve("closed-256", "256 connections", "s1"),
            new Curve("half-256", "256 connections at half that rate, open loop", "s2"),
            new Curve("closed-16", "16 connections", "s3"),
            new Curve("closed-1", "1 connection", "s4"));

    private record Curve(String set, String label, String style) {}

    private final Html html;
    private final BenchResult latest;

    private LatencySection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new LatencySection(html, latest).percentiles();
    }

    private void percentiles() {
        html.section(
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
                                        .map(percentile -> latest.micros(curve.set(), "latency_us/" + percentile)))
                        .toArray(String[]::new));
            }
        }
        String legend = Legend.html(lines.stream()
                .map(line -> new Legend.Entry(line.label(), line.style()))
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
}
