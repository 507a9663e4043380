import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts what a run of `bench/run.sh` has measured into one JSON file, and judges it by the goals.
///
/// `java -cp micropay.jar bench/Result.java MEASURED RECORDING OUT`. MEASURED has a line for each thing, its fields
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

/// What the speed of micropay is judged by.
final class Goals {

    private static final ToDoubleFunction<ObjectNode> THROUGHPUT = Measured.number("throughput_per_s");

    private Goals() {}

    static List<Goal> judge(Measured measured) {
        List<ObjectNode> corretto =
                measured.usesCorretto() ? measured.of("closed-256").toList() : List.of();
        List<ObjectNode> portable = measured.of("closed-256-jdk").toList();
        List<ObjectNode> peers = measured.peers();
        ToDoubleFunction<ObjectNode> verifications = Measured.number("jdk_rsa2048_verify_per_s");
        return List.of(
                atLeast(
                        0.50,
                        "",
                        "payments/s at 256 connections ÷ the JDK's RSA-2048 verifications/s on one core",
                        measured.medianRatio(corretto, THROUGHPUT, peers, verifications)),
                atLeast(
                        0.32,
                        "",
                        "the same with the JDK's crypto",
                        measured.medianRatio(portable, THROUGHPUT, peers, verifications)),
                atLeast(
                        4,
                        "",
                        "payments/s ÷ pgbench TPC-B at 16 clients",
                        measured.medianRatio(corretto, THROUGHPUT, peers, Measured.number("pgbench_tpcb_per_s"))),
                atLeast(
                        0.6,
                        "",
                        "payments/s with the ledger in PostgreSQL ÷ in SQLite, 256 connections",
                        measured.medianRatio(
                                measured.of("postgresql-256").toList(),
                                THROUGHPUT,
                                measured.of("closed-256").toList(),
                                THROUGHPUT)),
                // 75 µs where a verification takes 12.5 µs.
                atMost(
                        6,
                        "",
                        "server CPU per payment at 256 connections ÷ one RSA-2048 verification by Corretto",
                        measured.medianRatio(
                                corretto,
                                Measured.number("cpu_us_per_payment", "server"),
                                peers,
                                peer -> 1e6
                                        / Measured.number("corretto_rsa2048_verify_per_s")
                                                .applyAsDouble(peer))),
                atMost(
                        10,
                        "ms",
                        "p99 at half load, 256 connections",
                        measured.median(
                                "half-256",
                                run -> Measured.number("latency_us", "p99").applyAsDouble(run) / 1e3)),
                atLeast(
                        0.85,
                        "",
                        "payments/s with 100,000 accounts and 5 million transfers ÷ with 1,000 and none",
                        measured.medianRatio(
                                measured.of("ec-100000-accounts").toList(),
                                THROUGHPUT,
                                measured.of("ec-1000-accounts").toList(),
                                THROUGHPUT)),
                atMost(
                        2,
                        "s",
                        "restart to READY after kill -9 with 1 million transfers, beyond that with none",
                        seconds(difference(
                                measured.medianMillis("restart_million"), measured.medianMillis("restart_none")))),
                atMost(
                        40,
                        "kB",
                        "resident memory per idle connection, 5,000 idle",
                        measured.median("idle-5000", Measured.number("memory_kb_per_connection"))),
                atMost(0.6, "s", "server to READY", seconds(measured.medianMillis("ready"))),
                atMost(0.4, "s", "server to READY with an AOT cache", seconds(measured.medianMillis("ready_cached"))));
    }

    private static Goal atLeast(double limit, String unit, String what, OptionalDouble reached) {
        return new Goal(what, true, limit, unit, reached);
    }

    private static Goal atMost(double limit, String unit, String what, OptionalDouble reached) {
        return new Goal(what, false, limit, unit, reached);
    }

    private static OptionalDouble difference(OptionalDouble left, OptionalDouble right) {
        return left.isEmpty() || right.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(left.getAsDouble() - right.getAsDouble());
    }

    private static OptionalDouble seconds(OptionalDouble millis) {
        return millis.isEmpty() ? millis : OptionalDouble.of(millis.getAsDouble() / 1e3);
    }
}

/// Where the time of payments went, by the events of a recorded server.
final class Phases {

    /// How the payments are parted, from the quickest to the slowest: the slow ones have reasons of their own.
    private static final double[] BAND_ENDS = {0.5, 0.9, 0.99, 1};

    private final List<Payment> payments = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private final List<Double> handshakes = new ArrayList<>();
    private final List<Double> workerWaits = new ArrayList<>();
    private final List<Double> pauses = new ArrayList<>();
    private final List<Double> loadOfServer = new ArrayList<>();
    private final List<Double> loadOfMachine = new ArrayList<>();
    private long pinned;

    private record Payment(double whole, double verification, double commit, double receipt) {
        double rest() {
            return whole - verification - commit - receipt;
        }
    }

    private record Batch(int transfers, double decision, double commit) {}

    /// @param start of the measured payments: what was before is warm-up, but for handshakes
    static Phases read(Path recording, Instant start) throws IOException {
        Phases phases = new Phases();
        // The start is given in whole seconds.
        Instant from = start.plusSeconds(1);
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                phases.add(event, !event.getStartTime().isBefore(from));
            }
        }
        phases.payments.sort(Comparator.comparingDouble(Payment::whole));
        return phases;
    }

    private void add(RecordedEvent event, boolean isMeasured) {
        switch (event.getEventType().getName()) {
            case "micropay.Handshake" -> handshakes.add(micros(event.getDuration()));
            case "micropay.WorkerWait" -> workerWaits.add(micros(event.getDuration()));
            case "micropay.Payment" -> {
                if (isMeasured && event.getString("outcome").equals("COMMITTED")) {
                    payments.add(new Payment(
                            micros(event.getDuration()),
                            event.getLong("verificationNanos") / 1e3,
                            event.getLong("commitNanos") / 1e3,
                            event.getLong("receiptNanos") / 1e3));
                }
            }
            case "micropay.LedgerBatch" -> {
                if (isMeasured && event.getInt("transfers") > 0) {
                    batches.add(new Batch(
                            event.getInt("transfers"),
                            event.getLong("decisionNanos") / 1e3,
                            event.getLong("commitNanos") / 1e3));
                }
            }
            case "jdk.GCPhasePause" -> {
                if (isMeasured) {
                    pauses.add(micros(event.getDuration()));
                }
            }
            case "jdk.CPULoad" -> {
                if (isMeasured) {
                    loadOfServer.add((double) event.getFloat("jvmUser") + event.getFloat("jvmSystem"));
                    loadOfMachine.add((double) event.getFloat("machineTotal"));
                }
            }
            case "jdk.VirtualThreadPinned" -> pinned += isMeasured ? 1 : 0;
            default -> {
                // Of the JDK's other events the flame graph is made.
            }
        }
    }

    private static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("payments", payments.size());
        ArrayNode bands = json.putArray("bands");
        double begin = 0;
        for (double end : BAND_ENDS) {
            band(begin, end, bands);
            begin = end;
        }
        band(0, 1, bands);
        long transfers = batches.stream().mapToLong(Batch::transfers).sum();
        json.putObject("batches")
                .put("count", batches.size())
                .put("transfers_mean", Result.rounded((double) transfers / Math.max(1, batches.size())))
                // Weighted by transfers: what a payment meets, not what a batch does.
                .put("decision_us", Result.rounded(ofPayment(Batch::decision, transfers)))
                .put("commit_us", Result.rounded(ofPayment(Batch::commit, transfers)));
        json.set("handshakes", spread(handshakes));
        json.set("worker_waits", spread(workerWaits));
        json.set("gc_pauses", spread(pauses));
        json.put("cpu_of_server", Result.rounded(mean(loadOfServer)))
                .put("cpu_of_machine", Result.rounded(mean(loadOfMachine)))
                .put("pinned", pinned);
        return json;
    }

    private double ofPayment(ToDoubleFunction<Batch> time, long transfers) {
        return batches.stream()
                        .mapToDouble(batch -> time.applyAsDouble(batch) * batch.transfers())
                        .sum()
                / Math.max(1, transfers);
    }

    private void band(double begin, double end, ArrayNode bands) {
        List<Payment> some = payments.subList((int) (begin * payments.size()), (int) (end * payments.size()));
        if (!some.isEmpty()) {
            bands.addObject()
                    .put("from", begin)
                    .put("to", end)
                    .put("verification_us", mean(some, Payment::verification))
                    .put("commit_us", mean(some, Payment::commit))
                    .put("receipt_us", mean(some, Payment::receipt))
                    .put("rest_us", mean(some, Payment::rest));
        }
    }

    private static double mean(List<Payment> payments, ToDoubleFunction<Payment> phase) {
        return Result.rounded(payments.stream().mapToDouble(phase).average().orElse(0));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static ObjectNode spread(List<Double> micros) {
        double[] sorted =
                micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", sorted.length);
        if (sorted.length > 0) {
            json.put("p50_us", Result.rounded(sorted[(sorted.length - 1) / 2]))
                    .put("p99_us", Result.rounded(sorted[(int) ((sorted.length - 1) * 0.99)]))
                    .put("max_us", Result.rounded(sorted[sorted.length - 1]))
                    .put("sum_us", Result.rounded(DoubleStream.of(sorted).sum()));
        }
        return json;
    }
}
