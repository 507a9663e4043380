import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one run of `bench/run.sh` has found.
record BenchResult(JsonNode json) {

    static BenchResult read(Path file) throws IOException {
        return new BenchResult(JsonMapper.shared().readTree(Files.readString(file)));
    }

    String at() {
        return text("at");
    }

    String text(String name) {
        return json.get(name).asString();
    }

    /// The commit as people write it.
    String commit() {
        String commit = text("commit");
        return commit.substring(0, Math.min(commit.length(), 7))
                + (json.get("dirty").asBoolean() ? "+" : "");
    }

    boolean isShort() {
        return json.get("short").asBoolean();
    }

    String machine() {
        JsonNode machine = json.get("machine");
        return machine.get("cpus").asInt() + " × " + machine.get("model").asString();
    }

    List<JsonNode> runs(String set) {
        return json.get("runs")
                .valueStream()
                .filter(run -> run.get("set").asString().equals(set))
                .toList();
    }

    /// A number of each round of a set, such as `latency_us/p99`.
    Optional<Spread> spread(String set, String path) {
        return Spread.of(runs(set).stream(), path);
    }

    /// The median of a set as people read a time, or nothing.
    String micros(String set, String path) {
        return spread(set, path).map(spread -> Text.micros(spread.median())).orElse("");
    }

    /// The median of a set as people read a number, or nothing.
    String number(String set, String path, String unit) {
        return spread(set, path)
                .map(spread -> Text.number(spread.median()) + unit)
                .orElse("");
    }

    Optional<Spread> peer(String name) {
        return Spread.of(json.get("peers").valueStream(), name);
    }

    Optional<Spread> millis(String name) {
        return Spread.of(json.path(name + "_ms").valueStream().map(JsonNode::asDouble));
    }

    JsonNode phases() {
        return json.get("phases");
    }
}
