import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Payments a second, by number of connections, crypto and accounts.
final class ThroughputSection {

    /// The sets in a closed loop, with the colours of their bars.
    private static final Map<String, String> CLOSED = Map.of(
            "closed-1", "s1",
            "closed-16", "s1",
            "closed-256", "s1",
            "closed-256-jdk", "s2",
            "postgresql-256", "s4",
            "ec-1000-accounts", "s3",
            "ec-100000-accounts", "s3");

    private final Html html;
    private final BenchResult latest;

    private ThroughputSection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new ThroughputSection(html, latest).throughput();
    }

    private void throughput() {
        html.section(
                "Throughput",
                "Payments a second in a closed loop: each connection submits its next payment when it has the last"
                        + " one’s proof; 256 connections, where nothing else is said. Load generator and"
                        + " server share the machine’s processors.");
        List<Bars.Bar> bars = new ArrayList<>();
        Table table = new Table("", "payments/s", "lowest – highest", "server CPU", "generator CPU");
        MeasuredSet.ALL.stream()
                .filter(set -> CLOSED.containsKey(set.name()))
                .forEach(set -> latest.spread(set.name(), "throughput_per_s").ifPresent(rate -> {
                    String style = CLOSED.get(set.name());
                    bars.add(Bars.Bar.of(set.label(), rate.median(), style, Text.number(rate.median()) + "/s"));
                    table.row(
                            Text.escape(set.label()),
                            Text.number(rate.median()),
                            rate.range(),
                            latest.micros(set.name(), "cpu_us_per_payment/server"),
                            latest.micros(set.name(), "cpu_us_per_payment/generator"));
                }));
        html.append(new Figure("Payments a second by number of connections, crypto and accounts", "", table)
                .html(width -> new Bars(bars, "payments/s").draw(width, "Payments a second")));
    }
}
