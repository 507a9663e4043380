/// Every measurement, as numbers.
final class EverySection {

    private final Html html;
    private final BenchResult latest;

    private EverySection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new EverySection(html, latest).everything();
    }

    private void everything() {
        html.section(
                "Every measurement",
                "Medians over the rounds of the run; bench/README.md says what each number means.");
        Table table = new Table(
                "", "rounds", "payments/s", "p50", "p99", "server CPU", "generator CPU", "bytes on disk", "memory");
        MeasuredSet.ALL.stream()
                .filter(set -> !latest.runs(set.name()).isEmpty())
                .forEach(set -> table.row(
                        Text.escape(set.label()),
                        Integer.toString(latest.runs(set.name()).size()),
                        latest.number(set.name(), "throughput_per_s", ""),
                        latest.micros(set.name(), "latency_us/p50"),
                        latest.micros(set.name(), "latency_us/p99"),
                        latest.micros(set.name(), "cpu_us_per_payment/server"),
                        latest.micros(set.name(), "cpu_us_per_payment/generator"),
                        latest.number(set.name(), "disk_bytes_per_payment", ""),
                        latest.number(set.name(), "memory_kb_per_connection", " kB")));
        html.append(table.html());
        Table starts = new Table("start to READY", "median", "lowest – highest, ms", "times");
        start(starts, "ready", "java -jar micropay.jar server");
        start(starts, "ready_micropay", "./micropay server, with the classes that the build keeps");
        start(starts, "ready_cached", "with an AOT cache");
        start(starts, "restart_none", "after kill -9, with no transfers");
        start(starts, "restart_million", "after kill -9, with 1 million transfers");
        html.append(starts.html());
    }

    private void start(Table table, String name, String label) {
        latest.millis(name)
                .ifPresent(millis -> table.row(
                        label, Text.micros(millis.median() * 1e3), millis.range(), Integer.toString(millis.rounds())));
    }
}
