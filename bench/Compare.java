import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says what pairs of measurements tell of two servers.
///
/// `java -cp micropay.jar bench/Compare.java MEASURED A B`. MEASURED has a line for each measurement: `0` or `1`, a
/// tab, and a result of the bench as JSON; the n-th of either are a pair.
class Compare {

    private static final List<Measure> MEASURES = List.of(
            new Measure("payments/s", "/throughput_per_s", 1, true),
            new Measure("p50, ms", "/latency_us/p50", 1e-3, false),
            new Measure("p99, ms", "/latency_us/p99", 1e-3, false),
            new Measure("server CPU, µs a payment", "/cpu_us_per_payment/server", 1, false),
            new Measure("bytes on disk a payment", "/disk_bytes_per_payment", 1, false));

    public static void main(String[] args) throws IOException {
        List<List<JsonNode>> sides = List.of(new ArrayList<>(), new ArrayList<>());
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] fields = line.split("\t", 2);
            sides.get(Integer.parseInt(fields[0])).add(JsonMapper.shared().readTree(fields[1]));
        }
        String first = args[1];
        String second = args[2];
        int width = Math.max(10, Math.max(first.length(), second.length()));
        String row = "%-26s %" + width + "s %" + width + "s %8s   %s%n";
        System.out.printf(row, "", first, second, "ratio", "noise band");
        List<Comparison> comparisons = MEASURES.stream()
                .filter(measure -> measure.isIn(sides))
                .map(measure -> measure.compare(sides))
                .toList();
        for (Comparison comparison : comparisons) {
            System.out.printf(
                    row,
                    comparison.measure().label(),
                    number(comparison.first()),
                    number(comparison.second()),
                    ratio(comparison.ratio()),
                    ratio(comparison.low()) + " – " + ratio(comparison.high()));
        }
        System.out.println();
        comparisons.forEach(comparison -> System.out.println(comparison.verdict(first, second)));
        System.out.printf(
                Locale.ROOT,
                "%nThe ratios are medians of %d pairs, %s ÷ %s. A band is from the lowest ratio of a pair to the highest:"
                        + " it would miss the true one in %.1f %% of such comparisons.%n",
                sides.get(0).size(),
                second,
                first,
                100 * Math.pow(2, 1 - sides.get(0).size()));
    }

    /// What is compared, and whether more of it is better.
    private record Measure(String label, String path, double factor, boolean isMoreBetter) {

        /// A file may shrink in a short run, and a ratio of that says nothing.
        boolean isIn(List<List<JsonNode>> sides) {
            return sides.stream().flatMap(side -> values(side).stream()).allMatch(value -> value > 0);
        }

        Comparison compare(List<List<JsonNode>> sides) {
            List<Double> first = values(sides.get(0));
            List<Double> second = values(sides.get(1));
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                ratios.add(second.get(i) / first.get(i));
            }
            ratios.sort(null);
            return new Comparison(
                    this, median(first), median(second), median(ratios), ratios.getFirst(), ratios.getLast());
        }

        private List<Double> values(List<JsonNode> results) {
            return results.stream()
                    .map(result -> result.at(path).asDouble() * factor)
                    .toList();
        }
    }

    private record Comparison(Measure measure, double first, double second, double ratio, double low, double high) {

        String verdict(String firstName, String secondName) {
            if (low <= 1 && high >= 1) {
                double largest = Math.max(high - 1, 1 - low) * 100;
                return String.format(
                        Locale.ROOT,
                        "=  %s: no difference is seen; one of %.1f %% could hide in the noise",
                        measure.label(),
                        largest);
            }
            boolean isBetter = ratio > 1 == measure.isMoreBetter();
            return String.format(
                    Locale.ROOT,
                    "%s  %s: %s has %.1f %% %s than %s",
                    isBetter ? "+" : "-",
                    measure.label(),
                    secondName,
                    Math.abs(ratio - 1) * 100,
                    ratio > 1 ? "more" : "less",
                    firstName);
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
