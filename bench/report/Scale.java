import java.util.stream.Stream;

/// From a value to its place on an axis.
interface Scale {

    double at(double value);

    static Scale linear(double low, double high, double from, double to) {
        return value -> from + (value - low) / (high - low) * (to - from);
    }

    static Scale logarithmic(double low, double high, double from, double to) {
        Scale linear = linear(Math.log(low), Math.log(high), from, to);
        return value -> linear.at(Math.log(value));
    }

    /// As HdrHistogram plots them: 90, 99 and 99.9 % are equally far from each other.
    static Scale percentiles(double last, double from, double to) {
        Scale linear = linear(nines(50), nines(last), from, to);
        return value -> linear.at(nines(value));
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    /// A round distance between the ticks of an axis, at most so many.
    static double step(double max, int ticks) {
        double least = max / ticks;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        return Stream.of(1.0, 2.0, 5.0, 10.0)
                .map(digit -> digit * decade)
                .filter(step -> step >= least)
                .findFirst()
                .orElseThrow();
    }
}
