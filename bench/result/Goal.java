import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A goal, and what was reached.
///
/// @param atLeast whether more is better; otherwise less is
/// @param reached empty where this run did not measure it
record Goal(String what, boolean atLeast, double limit, String unit, OptionalDouble reached) {

    private boolean isMet() {
        double value = reached.getAsDouble();
        return atLeast ? value >= limit : value <= limit;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("what", what)
                .put("goal", atLeast ? "at least" : "at most")
                .put("limit", limit)
                .put("unit", unit);
        if (reached.isEmpty()) {
            return json.putNull("reached").putNull("met");
        }
        return json.put("reached", Result.rounded(reached.getAsDouble())).put("met", isMet());
    }

    String line() {
        String value = reached.isEmpty() ? "not measured" : Result.rounded(reached.getAsDouble()) + unitText();
        String verdict = reached.isEmpty() ? "-  " : isMet() ? "yes" : "NO ";
        return verdict + "  " + what + ": " + value + " (goal: " + (atLeast ? "at least " : "at most ")
                + new BigDecimal(limit, MathContext.DECIMAL32)
                        .stripTrailingZeros()
                        .toPlainString() + unitText() + ")";
    }

    private String unitText() {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
