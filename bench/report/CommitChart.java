import java.util.List;
import java.util.stream.IntStream;

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
