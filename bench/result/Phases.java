import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Where the time of payments went, by the events of a recorded server.
final class Phases {

    /// How the payments are parted, from the quickest to the slowest: the slow ones have reasons of their own.
    private static final double[] BAND_ENDS = {0.5, 0.9, 0.99, 1};

    private final Window window;
    private final List<Payment> payments = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private final List<Double> handshakes = new ArrayList<>();
    private final List<Double> workerWaits = new ArrayList<>();
    private final List<Double> pauses = new ArrayList<>();
    private final List<Double> loadOfServer = new ArrayList<>();
    private final List<Double> loadOfMachine = new ArrayList<>();
    private long pinned;

    /// From the first payment that was committed with the clock on to the last: before it there were warm-up and
    /// signing, and behind it the bench asks the server about what it has acknowledged, which is no payment.
    private record Window(Instant from, Instant until) {

        static Window of(Path recording, Instant start) throws IOException {
            // The start is given in whole seconds.
            Instant earliest = start.plusSeconds(1);
            List<Instant> committed = new ArrayList<>();
            forEach(recording, event -> {
                if (isCommitted(event) && !event.getStartTime().isBefore(earliest)) {
                    committed.add(event.getStartTime());
                    committed.add(event.getEndTime());
                }
            });
            if (committed.isEmpty()) {
                throw new IOException(recording + " holds no payment that was committed after " + earliest);
            }
            return new Window(Collections.min(committed), Collections.max(committed));
        }

        boolean holds(RecordedEvent event) {
            return !event.getStartTime().isBefore(from) && !event.getEndTime().isAfter(until);
        }
    }

    private record Payment(double whole, double verification, double commit, double receipt) {
        double rest() {
            return whole - verification - commit - receipt;
        }
    }

    private record Batch(int transfers, double decision, double commit) {}

    private Phases(Window window) {
        this.window = window;
    }

    /// @param start of the measurement: what was before is warm-up, but for handshakes
    static Phases read(Path recording, Instant start) throws IOException {
        Phases phases = new Phases(Window.of(recording, start));
        forEach(recording, phases::add);
        phases.payments.sort(Comparator.comparingDouble(Payment::whole));
        return phases;
    }

    private static void forEach(Path recording, Consumer<RecordedEvent> action) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                action.accept(file.readEvent());
            }
        }
    }

    private static boolean isCommitted(RecordedEvent event) {
        return event.getEventType().getName().equals("micropay.Payment")
                && event.getString("outcome").equals("COMMITTED");
    }

    private void add(RecordedEvent event) {
        boolean isMeasured = window.holds(event);
        switch (event.getEventType().getName()) {
            case "micropay.Handshake" -> handshakes.add(micros(event.getDuration()));
            case "micropay.WorkerWait" -> workerWaits.add(micros(event.getDuration()));
            case "micropay.Payment" -> {
                if (isMeasured && isCommitted(event)) {
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
        json.put("from", window.from().toString()).put("until", window.until().toString());
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
