import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The rounds of one measurement: the median counts, and what lies around it is the noise.
record Spread(double median, double min, double max, int rounds) {

    static Optional<Spread> of(Stream<JsonNode> nodes, String path) {
        return of(nodes.map(node -> node.at("/" + path))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble));
    }

    static Optional<Spread> of(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.getFirst(), sorted.getLast(), sorted.size()));
    }

    Spread times(double factor) {
        return new Spread(median * factor, min * factor, max * factor, rounds);
    }

    /// The lowest and the highest, where there is more than one.
    String range() {
        return rounds == 1 ? "" : Text.number(min) + " – " + Text.number(max);
    }
}
