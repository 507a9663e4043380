import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Rows of cells, which are HTML already.
final class Table {

    private final String[] heads;
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = heads;
    }

    void row(String... cells) {
        rows.add(cells);
    }

    String html() {
        return rows.stream()
                .map(row -> Arrays.stream(row).collect(Collectors.joining("</td><td>", "<tr><td>", "</td></tr>\n")))
                .collect(Collectors.joining(
                        "",
                        "<div class=\"scroll\"><table>\n"
                                + Arrays.stream(heads)
                                        .map(Text::escape)
                                        .collect(Collectors.joining(
                                                "</th><th scope=\"col\">",
                                                "<thead><tr><th scope=\"col\">",
                                                "</th></tr></thead>\n<tbody>\n")),
                        "</tbody>\n</table></div>\n"));
    }
}
