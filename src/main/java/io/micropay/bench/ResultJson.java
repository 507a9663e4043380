package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;
import io.micropay.bench.BenchResult.Checks;
import io.micropay.bench.BenchResult.OwnServer;
import io.micropay.crypto.Signatures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A result as one line of JSON, for programs. Units stand in the names; what was not measured is null; later versions
/// may add fields at the end. The machine, the JDK, its cryptography and the version are those of the generator: a
/// server may have others.
public final class ResultJson {

    private static final int SCHEMA = 1;
    private static final double[] PERCENTILES = {
        50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.995, 99.999, 100
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
        json.put("mode", plan.mode().commandName());
        json.put("loop", plan.schedule() instanceof Schedule.Open ? "open" : "closed");
        json.put("connections", plan.connections());
        put(json, "rate_per_s", rate(plan.schedule()), 3);
        json.put("accounts", plan.accounts());
        json.put("key", plan.key().commandName());
        json.put("duration_s", rounded(measured.elapsed().toNanos() / 1e9, 3));
        json.put("throughput_per_s", rounded(measured.throughput(), 1));
        json.put("attempts", measured.attempts());
        ObjectNode answers = json.putObject("answers");
        measured.answers().forEach(answers::put);
        latency(json.putObject("latency_us"), measured.latencies());
        ObjectNode cpu = json.putObject("cpu_us_per_payment");
        put(cpu, "server", measured.serverMicrosPerSuccess(), 1);
        put(cpu, "generator", measured.generatorMicrosPerSuccess(), 1);
        put(json, "disk_bytes_per_payment", result.diskBytesPerPayment(), 1);
        put(json, "memory_kb_per_connection", result.memoryKbPerConnection(), 1);
        result.server().ifPresentOrElse(own -> json.put("ready_ms", own.readyMillis()), () -> json.putNull("ready_ms"));
        checks(json.putObject("checks"), result.checks(), result.server());
        machine(json.putObject("machine"));
        json.put("jdk", System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor"));
        json.put("crypto", Signatures.preferred().description());
        json.put("version", version);
        put(json, "warm_up_s", warmUp(plan), 3);
        put(json, "asked_s", asked(plan), 3);
        json.put("lag_ms", rounded(measured.lagNanos() / 1e6, 3));
        json.put("unsent", measured.unsent());
        json.put("interrupted", measured.isCutShort());
        return JSON.writeValueAsString(json);
    }

    private static OptionalDouble rate(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Closed closed -> OptionalDouble.empty();
            case Schedule.Open open -> OptionalDouble.of(open.perSecond());
        };
    }

    private static OptionalDouble warmUp(BenchPlan plan) {
        return plan.mode() == BenchMode.IDLE
                ? OptionalDouble.empty()
                : OptionalDouble.of(plan.warmUp().toNanos() / 1e9);
    }

    private static OptionalDouble asked(BenchPlan plan) {
        if (plan.mode() == BenchMode.IDLE) {
            return OptionalDouble.empty();
        }
        return switch (plan.extent()) {
            case Extent.Requests requests -> OptionalDouble.empty();
            case Extent.Time time -> OptionalDouble.of(time.duration().toNanos() / 1e9);
        };
    }

    private static void latency(ObjectNode json, Histogram nanos) {
        boolean any = nanos.getTotalCount() > 0;
        put(json, "mean", any ? OptionalDouble.of(nanos.getMean() / 1e3) : OptionalDouble.empty(), 1);
        put(json, "p50", micros(nanos, 50), 1);
        put(json, "p90", micros(nanos, 90), 1);
        put(json, "p99", micros(nanos, 99), 1);
        put(json, "p99_9", micros(nanos, 99.9), 1);
        put(json, "max", micros(nanos, 100), 1);
        ArrayNode percentiles = json.putArray("percentiles");
        for (double percentile : PERCENTILES) {
            micros(nanos, percentile)
                    .ifPresent(micros ->
                            percentiles.addArray().add(rounded(percentile, 3)).add(rounded(micros, 1)));
        }
    }

    private static void checks(ObjectNode json, Optional<Checks> checks, Optional<OwnServer> server) {
        checks.ifPresent(held -> {
            json.put("proofs_verified", held.acknowledged().payments());
            json.put("status_asked", held.status());
            json.put("balances", "ok");
            json.put("balances_asked", held.balances());
        });
        json.put("ledger_verify", server.map(OwnServer::ledgerVerify).orElse("skipped"));
    }

    private static void machine(ObjectNode json) {
        Machine machine = Machine.here();
        json.put("cpus", machine.processors());
        json.put("model", machine.model());
        json.put("memory_mb", machine.memoryMb());
        json.put("os", machine.os());
    }

    private static void put(ObjectNode json, String name, OptionalDouble value, int places) {
        if (value.isPresent()) {
            json.put(name, rounded(value.getAsDouble(), places));
        } else {
            json.putNull(name);
        }
    }

    /// Empty when there were no answers.
    private static OptionalDouble micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(nanos.getValueAtPercentile(percentile) / 1e3);
    }

    private static BigDecimal rounded(double value, int places) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
