package io.micropay.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a result must keep to: a measure, a comparison and a limit, such as `p99<20ms`.
///
/// @param text as it was written
/// @param percentile of which latency, where the measure is `p<percentile>`
/// @param limit in the measure's own unit: milliseconds, a number, or a part of 1
public record Threshold(
        String text, Measure measure, double percentile, Comparison comparison, double limit, boolean share) {

    /// How thresholds are written, for whoever wrote one that is not.
    public static final String FORM =
            "it is a measure (p50, p99.9, mean, max, rate, errors, cpu, memory, ready), one of < <= > >=, and a"
                    + " limit: p99<20ms, rate>=1000, errors<=1%, cpu<75us, memory<40kB, ready<600ms";

    private static final Pattern PARTS = Pattern.compile(
            "\\s*(p(?<percentile>[0-9]{1,3}(\\.[0-9]{1,6})?)|(?<name>[a-z]+))\\s*(?<comparison><=?|>=?)\\s*"
                    + "(?<limit>[0-9]{1,12}(\\.[0-9]{1,9})?)\\s*(?<unit>[a-zA-Zµ%/]*)\\s*");

    private static final double HUNDRED = 100;

    /// What can be limited.
    public enum Measure {
        /// A percentile of the latency.
        PERCENTILE("ms"),
        /// The mean latency.
        MEAN("ms"),
        /// The longest latency.
        MAX("ms"),
        /// Answers that were hoped for, in a second.
        RATE("/s"),
        /// Attempts without such an answer, and what was due and never sent.
        ERRORS(""),
        /// The server's processor time for an answer.
        CPU("ms"),
        /// What an idle connection takes in the server's memory.
        MEMORY("kB"),
        /// From the start of the server to its READY.
        READY("ms");

        private final String unit;

        Measure(String unit) {
            this.unit = unit;
        }
    }

    /// What must hold between the measured value and the limit.
    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        private static Comparison of(String sign) {
            for (Comparison comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException("no comparison: " + sign);
        }

        boolean holds(double value, double limit) {
            return switch (this) {
                case LESS -> value < limit;
                case AT_MOST -> value <= limit;
                case MORE -> value > limit;
                case AT_LEAST -> value >= limit;
            };
        }
    }

    /// Reads a threshold; empty when it is not of the [#FORM].
    public static Optional<Threshold> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<Measure> measure = measure(parts);
        double percentile = parts.group("percentile") == null ? 0 : Double.parseDouble(parts.group("percentile"));
        if (measure.isEmpty() || percentile > HUNDRED) {
            return Optional.empty();
        }
        OptionalDouble factor = factor(measure.get(), parts.group("unit"));
        if (factor.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Threshold(
                text.strip(),
                measure.get(),
                percentile,
                Comparison.of(parts.group("comparison")),
                Double.parseDouble(parts.group("limit")) * factor.getAsDouble(),
                parts.group("unit").equals("%")));
    }

    private static Optional<Measure> measure(Matcher parts) {
        String name = parts.group("name");
        if (name == null) {
            return Optional.of(Measure.PERCENTILE);
        }
        return switch (name) {
            case "mean" -> Optional.of(Measure.MEAN);
            case "max" -> Optional.of(Measure.MAX);
            case "rate" -> Optional.of(Measure.RATE);
            case "errors" -> Optional.of(Measure.ERRORS);
            case "cpu" -> Optional.of(Measure.CPU);
            case "memory" -> Optional.of(Measure.MEMORY);
            case "ready" -> Optional.of(Measure.READY);
            default -> Optional.empty();
        };
    }

    /// What a number with this unit is multiplied by; empty when the measure has no such unit. A time without a unit
    /// could be anything.
    private static OptionalDouble factor(Measure measure, String unit) {
        return switch (measure) {
            case PERCENTILE, MEAN, MAX, CPU, READY ->
                switch (unit) {
                    case "us", "µs" -> OptionalDouble.of(1e-3);
                    case "ms" -> OptionalDouble.of(1);
                    case "s" -> OptionalDouble.of(1e3);
                    default -> OptionalDouble.empty();
                };
            case RATE -> unit.isEmpty() || unit.equals("/s") ? OptionalDouble.of(1) : OptionalDouble.empty();
            case ERRORS ->
                switch (unit) {
                    case "" -> OptionalDouble.of(1);
                    case "%" -> OptionalDouble.of(1 / HUNDRED);
                    default -> OptionalDouble.empty();
                };
            case MEMORY ->
                switch (unit) {
                    case "", "kB" -> OptionalDouble.of(1);
                    case "MB" -> OptionalDouble.of(1e3);
                    default -> OptionalDouble.empty();
                };
        };
    }

    /// Whether a plan's result has the measure at all.
    public boolean isMeasuredBy(BenchPlan plan, boolean ownServer) {
        return switch (measure) {
            case MEMORY -> plan.mode() == BenchMode.IDLE;
            case CPU, READY -> ownServer;
            case PERCENTILE, MEAN, MAX, RATE, ERRORS -> true;
        };
    }

    /// How the result misses it; empty when it does not.
    public Optional<String> miss(BenchResult result) {
        OptionalDouble value = value(result);
        if (value.isPresent() && comparison.holds(value.getAsDouble(), limit)) {
            return Optional.empty();
        }
        return Optional.of(
                text + " is not met: " + (value.isEmpty() ? "nothing was measured" : shown(value.getAsDouble())));
    }

    private String shown(double value) {
        double number = share ? value * HUNDRED : value;
        return String.format(Locale.ROOT, "%.3f", number).replaceFirst("\\.?0+$", "") + (share ? "%" : measure.unit);
    }

    private OptionalDouble value(BenchResult result) {
        Measurement measured = result.measured();
        return switch (measure) {
            case PERCENTILE -> measured.latencyMillis(percentile);
            case MEAN -> measured.meanMillis();
            case MAX -> measured.latencyMillis(HUNDRED);
            case RATE -> OptionalDouble.of(measured.throughput());
            case ERRORS ->
                OptionalDouble.of(
                        share ? (double) measured.errors() / Math.max(1, measured.meant()) : measured.errors());
            case CPU -> millis(measured.serverMicrosPerSuccess());
            case MEMORY -> result.memoryKbPerConnection();
            case READY ->
                result.server()
                        .map(server -> OptionalDouble.of((double) server.readyMillis()))
                        .orElse(OptionalDouble.empty());
        };
    }

    private static OptionalDouble millis(OptionalDouble micros) {
        return micros.isEmpty() ? micros : OptionalDouble.of(micros.getAsDouble() / 1e3);
    }
}
