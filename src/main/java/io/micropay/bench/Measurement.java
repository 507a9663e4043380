package io.micropay.bench;

import io.micropay.bench.BenchPlan.Extent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/// What was measured while the clock ran, in one run or in several that belong together.
public final class Measurement {

    /// A run that is so close to its time is over.
    private static final double CLOSE = 0.98;

    private final Histogram latencies = Dispatch.histogram();
    private final Map<String, Long> answers = new TreeMap<>();
    private Duration elapsed = Duration.ZERO;
    private Duration serverCpu = Duration.ZERO;
    private Duration generatorCpu = Duration.ZERO;
    private long lagNanos;
    private long unsent;
    private boolean cutShort;

    /// It ended before its time, because somebody wished so.
    void cutShort() {
        cutShort = true;
    }

    /// Whether it ended before its time.
    public boolean isCutShort() {
        return cutShort;
    }

    /// Adds the times of all loops of one run.
    void add(List<Dispatch> loops) {
        loops.forEach(loop -> latencies.add(loop.latencies()));
        lagNanos = loops.stream().mapToLong(Dispatch::lag).max().orElse(0);
        unsent += loops.stream().mapToLong(Dispatch::unsent).sum();
    }

    /// Adds what all loops of one run took together.
    void add(Duration time, Duration server, Duration generator) {
        elapsed = elapsed.plus(time);
        serverCpu = serverCpu.plus(server);
        generatorCpu = generatorCpu.plus(generator);
    }

    /// Adds the times of answers, in nanoseconds.
    void add(Histogram nanos) {
        latencies.add(nanos);
    }

    /// Counts an answer of a kind.
    void count(String kind) {
        answers.merge(kind, 1L, Long::sum);
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

    long attempts() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Whether so much was made.
    boolean reaches(Extent extent) {
        return switch (extent) {
            case Extent.Requests requests -> attempts() >= requests.count();
            case Extent.Time time -> elapsed.toNanos() >= time.duration().toNanos() * CLOSE;
        };
    }

    /// How many were meant to be made.
    long meant() {
        return attempts() + unsent;
    }

    /// How many of an open loop were due and never sent, since all connections waited for answers: the slowest, which
    /// no latency tells of.
    long unsent() {
        return unsent;
    }

    /// How many that were meant did not get the answer that was hoped for.
    long errors() {
        return meant() - latencies.getTotalCount();
    }

    /// A percentile of the answers' times, in milliseconds; empty when there were none.
    OptionalDouble latencyMillis(double percentile) {
        return latencies.getTotalCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(latencies.getValueAtPercentile(percentile) / 1e6);
    }

    /// The mean of the answers' times, in milliseconds; empty when there were none.
    OptionalDouble meanMillis() {
        return latencies.getTotalCount() == 0 ? OptionalDouble.empty() : OptionalDouble.of(latencies.getMean() / 1e6);
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

    /// How long after it was meant to the last request began, in nanoseconds: that of the last run, and of its loop
    /// that is the furthest behind.
    long lagNanos() {
        return lagNanos;
    }
}
