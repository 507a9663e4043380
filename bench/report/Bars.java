import java.util.List;

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
