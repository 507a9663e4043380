import java.util.Optional;

/// The page, section by section.
final class Page {

    private final History history;
    private final Optional<String> flames;
    private final Html html = new Html();

    Page(History history, Optional<String> flames) {
        this.history = history;
        this.flames = flames;
    }

    String html(String style) {
        BenchResult latest = history.latest();
        head(style);
        HeadlineSection.write(html, latest);
        GoalsSection.write(html, latest);
        ThroughputSection.write(html, latest);
        LatencySection.write(html, latest);
        PhasesSection.write(html, latest);
        PeersSection.write(html, latest);
        CommitsSection.write(html, history);
        flames.ifPresent(this::flameGraph);
        EverySection.write(html, latest);
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head(String style) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>micropay, measured</title>
                <style>
                """).append(style).append("""
                </style>
                </head>
                <body>
                <main>
                """);
    }

    /// A page of its own inside this one: its script and style meet nothing of ours.
    private void flameGraph(String page) {
        html.section(
                "Flame graph",
                "The server’s processor time while it was measured, by what ran: the wider, the more. A click zooms in,"
                        + " Ctrl+F searches.");
        html.append("<iframe class=\"flames\" title=\"Flame graph of the server’s processor time\" srcdoc=\"")
                .append(page.replace("&", "&amp;").replace("\"", "&quot;"))
                .append("\"></iframe>\n");
    }
}
