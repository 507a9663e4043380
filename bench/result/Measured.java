import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was measured, in the order in which it was.
record Measured(
        Map<String, JsonNode> facts, List<ObjectNode> peers, List<ObjectNode> runs, Map<String, List<Long>> millis) {

    /// What each result of the bench says again, and the whole says once.
    private static final List<String> OF_THE_WHOLE = List.of("schema", "machine", "jdk", "crypto", "version");

    static Measured read(Path file) throws IOException {
        Measured measured =
                new Measured(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (String line : Files.readAllLines(file)) {
            measured.add(line.split("\t", -1));
        }
        return measured;
    }

    private void add(String[] fields) {
        switch (fields[0]) {
            case "fact" -> facts.put(fields[1], Result.JSON.readTree(fields[2]));
            case "peers" -> peers.add(numbered(fields[1], (ObjectNode) Result.JSON.readTree(fields[2])));
            case "bench" -> addBench(fields[1], fields[2], (ObjectNode) Result.JSON.readTree(fields[3]));
            case "millis" ->
                millis.computeIfAbsent(fields[1], name -> new ArrayList<>()).add(Long.valueOf(fields[3]));
            default -> throw new IllegalArgumentException("not a line of this kind: " + fields[0]);
        }
    }

    private void addBench(String set, String round, ObjectNode json) {
        for (String name : OF_THE_WHOLE.subList(1, OF_THE_WHOLE.size())) {
            facts.putIfAbsent(name, json.get(name));
        }
        json.remove(OF_THE_WHOLE);
        ObjectNode run = JsonNodeFactory.instance.objectNode().put("set", set);
        run.setAll(numbered(round, json));
        runs.add(run);
    }

    private static ObjectNode numbered(String round, ObjectNode json) {
        ObjectNode numbered = JsonNodeFactory.instance.objectNode().put("round", Integer.parseInt(round));
        numbered.setAll(json);
        return numbered;
    }

    Stream<ObjectNode> of(String set) {
        return runs.stream().filter(run -> run.get("set").asString().equals(set));
    }

    Instant startOf(String set) {
        return of(set).map(run -> Instant.parse(run.get("at").asString()))
                .findFirst()
                .orElseThrow();
    }

    boolean isShort() {
        return facts.get("short").asBoolean();
    }

    boolean usesCorretto() {
        return facts.get("crypto").asString().contains("Corretto");
    }

    /// The median of a ratio whose two sides were measured in the same round, one soon after the other.
    OptionalDouble medianRatio(
            List<ObjectNode> above,
            ToDoubleFunction<ObjectNode> numerator,
            List<ObjectNode> below,
            ToDoubleFunction<ObjectNode> denominator) {
        Map<Integer, ObjectNode> byRound = below.stream()
                .collect(Collectors.toMap(node -> node.get("round").asInt(), node -> node));
        double[] ratios = above.stream()
                .filter(node -> byRound.containsKey(node.get("round").asInt()))
                .mapToDouble(node -> numerator.applyAsDouble(node)
                        / denominator.applyAsDouble(
                                byRound.get(node.get("round").asInt())))
                .filter(Double::isFinite)
                .toArray();
        return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Result.median(Arrays.stream(ratios)));
    }

    OptionalDouble median(String set, ToDoubleFunction<ObjectNode> value) {
        double[] values = of(set).mapToDouble(value).filter(Double::isFinite).toArray();
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Result.median(Arrays.stream(values)));
    }

    OptionalDouble medianMillis(String name) {
        List<Long> values = millis.getOrDefault(name, List.of());
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Result.median(values.stream().mapToDouble(Long::doubleValue)));
    }

    static ToDoubleFunction<ObjectNode> number(String... path) {
        return node -> {
            JsonNode at = node;
            for (String name : path) {
                at = at.path(name);
            }
            return at.isNumber() ? at.asDouble() : Double.NaN;
        };
    }
}
