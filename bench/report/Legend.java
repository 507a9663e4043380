import java.util.List;
import java.util.stream.Collectors;

/// What the colours of a picture mean.
final class Legend {

    private Legend() {}

    /// @param style the name of a colour in the style sheet
    record Entry(String label, String style) {}

    static String html(List<Entry> entries) {
        return entries.stream()
                .map(entry -> "<li><span class=\"swatch " + entry.style() + "\"></span>" + Text.escape(entry.label())
                        + "</li>")
                .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
    }
}
