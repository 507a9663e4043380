import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
