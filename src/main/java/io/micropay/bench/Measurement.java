package io.micropay.bench;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What was measured while the clock ran, in one run or in several that belong together.
public final class Measurement {

    private final Histogram latencies = Dispatch.histogram();
    private final Map<String, Long> answers = new TreeMap<>();
    private Duration elapsed = Duration.ZERO;
    private Duration serverCpu = Duration.ZERO;
    private Duration generatorCpu = Duration.ZERO;
    private long lagNanosMax;

    /// Adds the times of one loop.
    void add(Dispatch dispatch) {
        latencies.add(dispatch.latencies());
        lagNanosMax = Math.max(lagNanosMax, dispatch.lagMax());
    }

    /// Adds what all loops of one run took together.
    void add(Duration time, Duration server, Duration generator) {
        elapsed = elapsed.plus(time);
        serverCpu = serverCpu.plus(server);
        generatorCpu = generatorCpu.plus(generator);
    }

    /// Counts answers of a kind.
    void count(String kind, long count) {
        answers.merge(kind, count, Long::sum);
    }

    Histogram latencies() {
        return latencies;
    }

    Map<String, Long> answers() {
        return answers;
    }

    long count(String kind) {
        return answers.getOrDefault(kind, 0L);
    }

    long attempts() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Answers that were hoped for, in a second.
    double throughput() {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : latencies.getTotalCount() * 1e9 / nanos;
    }

    /// What an answer that was hoped for cost the server, in microseconds; empty when it cannot be seen from here.
    OptionalDouble serverMicrosPerSuccess() {
        return serverCpu.isZero() ? OptionalDouble.empty() : perSuccess(serverCpu);
    }

    /// What it cost the generator.
    OptionalDouble generatorMicrosPerSuccess() {
        return perSuccess(generatorCpu);
    }

    private OptionalDouble perSuccess(Duration cpu) {
        long successes = latencies.getTotalCount();
        return successes == 0 ? OptionalDouble.empty() : OptionalDouble.of(cpu.toNanos() / 1e3 / successes);
    }

    Duration elapsed() {
        return elapsed;
    }

    long lagNanosMax() {
        return lagNanosMax;
    }
}
