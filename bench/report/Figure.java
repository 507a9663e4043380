import java.util.function.IntFunction;

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
