import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts what a run of `bench/run.sh` has measured into one JSON file, and judges it by the goals.
///
/// `Result MEASURED RECORDING OUT`. MEASURED has a line for each thing, its fields
/// parted by tabs: `fact NAME JSON`, `peers ROUND JSON`, `bench SET ROUND JSON`, `millis NAME ROUND NUMBER`.
class Result {

    static final JsonMapper JSON = JsonMapper.builder().build();

    public static void main(String[] args) throws IOException {
        Measured measured = Measured.read(Path.of(args[0]));
        Phases phases = Phases.read(Path.of(args[1]), measured.startOf("recorded"));
        List<Goal> goals = Goals.judge(measured);
        Files.writeString(Path.of(args[2]), text(measured, phases, goals));
        goals.forEach(goal -> System.out.println(goal.line()));
    }

    /// One thing on each line: a change of a result is then read as a change of lines.
    private static String text(Measured measured, Phases phases, List<Goal> goals) {
        List<String> fields = new ArrayList<>();
        fields.add("\"schema\":1");
        measured.facts().forEach((name, fact) -> fields.add(field(name, fact)));
        fields.add(field("goals", goals.stream().map(Goal::json).toList()));
        fields.add(field("peers", measured.peers()));
        measured.millis().forEach((name, each) -> fields.add(field(name + "_ms", JSON.valueToTree(each))));
        fields.add(field("phases", phases.json()));
        fields.add(field("runs", measured.runs()));
        return "{\n" + String.join(",\n", fields) + "\n}\n";
    }

    private static String field(String name, JsonNode value) {
        return '"' + name + "\":" + JSON.writeValueAsString(value);
    }

    private static String field(String name, List<ObjectNode> values) {
        return values.stream()
                .map(JSON::writeValueAsString)
                .collect(Collectors.joining(",\n  ", '"' + name + "\":[\n  ", "\n]"));
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double rounded(double value) {
        double step = Math.pow(10, Math.ceil(Math.log10(Math.abs(value) + 1e-9)) - 4);
        return Double.parseDouble(String.format(Locale.ROOT, "%.4g", Math.rint(value / step) * step));
    }
}
