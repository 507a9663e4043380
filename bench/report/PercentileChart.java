import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

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
