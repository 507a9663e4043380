import tools.jackson.databind.JsonNode;

/// The goals, and what was reached.
final class GoalsSection {

    private final Html html;
    private final BenchResult latest;

    private GoalsSection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new GoalsSection(html, latest).goals();
    }

    private void goals() {
        html.section(
                "Goals",
                "Most are ratios to what the same machine does in the same minutes, so that a faster machine does not"
                        + " meet them by itself.");
        Table table = new Table("what", "goal", "reached", "met");
        for (JsonNode goal : latest.json().get("goals")) {
            String unit = goal.get("unit").asString();
            String suffix = unit.isEmpty() ? "" : " " + unit;
            JsonNode met = goal.get("met");
            table.row(
                    Text.escape(goal.get("what").asString()),
                    Text.escape(goal.get("goal").asString() + " "
                            + Text.plain(goal.get("limit").asDouble()) + suffix),
                    met.isNull()
                            ? "<span class=\"muted\">not measured</span>"
                            : Text.escape(Text.number(goal.get("reached").asDouble()) + suffix),
                    met.isNull()
                            ? "<span class=\"muted\">–</span>"
                            : met.asBoolean() ? "<b class=\"yes\">✓ yes</b>" : "<b class=\"no\">✗ no</b>");
        }
        html.append(table.html());
    }
}
