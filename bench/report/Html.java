/// The page as it grows. Text is escaped where it is written; what is added is HTML already.
final class Html {

    private final StringBuilder out = new StringBuilder();

    Html append(String html) {
        out.append(html);
        return this;
    }

    void section(String title, String lead) {
        append("<h2>").append(Text.escape(title)).append("</h2>\n");
        paragraph(lead);
    }

    void paragraph(String text) {
        append("<p>").append(Text.escape(text)).append("</p>\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
