package io.micropay.bench;

import io.micropay.crypto.Signatures;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A result as one line of JSON, for programs. Units stand in the names; later versions may add fields at the end.
public final class ResultJson {

    private static final int SCHEMA = 1;
    private static final double[] PERCENTILES = {
        50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.995, 99.999
    };
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ResultJson() {}

    /// The line.
    ///
    /// @param version of micropay
    public static String of(BenchResult result, String version) {
        BenchPlan plan = result.plan();
        Measurement measured = result.measured();
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", SCHEMA);
        json.put("at", result.at().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("mode", "payments");
        json.put("loop", plan.schedule() instanceof Schedule.Open ? "open" : "closed");
        json.put("connections", plan.connections());
        if (plan.schedule() instanceof Schedule.Open open) {
            json.put("rate_per_s", open.perSecond());
        } else {
            json.putNull("rate_per_s");
        }
        json.put("accounts", plan.accounts());
        json.put("key", plan.key().commandName());
        json.put("duration_s", rounded(seconds(measured.elapsed()), 3));
        json.put("throughput_per_s", rounded(measured.throughput(), 1));
        json.put("attempts", measured.attempts());
        ObjectNode answers = json.putObject("answers");
        measured.answers().forEach(answers::put);
        latency(json.putObject("latency_us"), measured.latencies());
        cpu(json.putObject("cpu_us_per_payment"), measured);
        result.diskBytesPerPayment()
                .ifPresentOrElse(
                        bytes -> json.put("disk_bytes_per_payment", rounded(bytes, 1)),
                        () -> json.putNull("disk_bytes_per_payment"));
        json.putNull("memory_kb_per_connection");
        result.readyMillis().ifPresentOrElse(ready -> json.put("ready_ms", ready), () -> json.putNull("ready_ms"));
        ObjectNode checks = json.putObject("checks");
        checks.put("proofs_verified", result.proofsVerified());
        checks.put("ledger_verify", result.ledgerVerify());
        machine(json.putObject("machine"));
        json.put("jdk", System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
        json.put("crypto", Signatures.preferred().description());
        json.put("version", version);
        return JSON.writeValueAsString(json);
    }

    private static void latency(ObjectNode json, Histogram nanos) {
        json.put("mean", rounded(nanos.getTotalCount() == 0 ? 0 : nanos.getMean() / 1e3, 1));
        json.put("p50", micros(nanos, 50));
        json.put("p90", micros(nanos, 90));
        json.put("p99", micros(nanos, 99));
        json.put("p99_9", micros(nanos, 99.9));
        json.put("max", rounded(nanos.getMaxValue() / 1e3, 1));
        ArrayNode percentiles = json.putArray("percentiles");
        for (double percentile : PERCENTILES) {
            percentiles.addArray().add(percentile).add(micros(nanos, percentile));
        }
    }

    private static void cpu(ObjectNode json, Measurement measured) {
        measured.serverMicrosPerSuccess()
                .ifPresentOrElse(micros -> json.put("server", rounded(micros, 1)), () -> json.putNull("server"));
        measured.generatorMicrosPerSuccess()
                .ifPresentOrElse(micros -> json.put("generator", rounded(micros, 1)), () -> json.putNull("generator"));
    }

    private static void machine(ObjectNode json) {
        Machine machine = Machine.here();
        json.put("cpus", machine.processors());
        json.put("model", machine.model());
        json.put("memory_mb", machine.memoryMb());
        json.put("os", machine.os());
    }

    private static double micros(Histogram nanos, double percentile) {
        return rounded(nanos.getValueAtPercentile(percentile) / 1e3, 1);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double rounded(double value, int places) {
        return Double.parseDouble(String.format(Locale.ROOT, "%." + places + "f", value));
    }
}
