import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What changed from commit to commit.
final class CommitsSection {

    private final Html html;
    private final History history;

    private CommitsSection(Html html, History history) {
        this.html = html;
        this.history = history;
    }

    static void write(Html html, History history) {
        new CommitsSection(html, history).commits();
    }

    private void commits() {
        List<BenchResult> results = history.results();
        String others = history.leftOut() == 0
                ? ""
                : " " + history.leftOut() + " results of other machines, or of short runs, are left out.";
        html.section(
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
}
