package io.micropay.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// A result as people read it.
public final class ResultText {

    private ResultText() {}

    public static List<String> of(BenchResult result) {
        List<String> lines = new ArrayList<>();
        Measurement measured = result.measured();
        Histogram nanos = measured.latencies();
        lines.add(format("%,.0f payments/s", measured.throughput())
                + format(
                        "   (%,d in %.2f s)",
                        nanos.getTotalCount(), measured.elapsed().toNanos() / 1e9));
        lines.add("");
        lines.add("latency     p50 " + milliseconds(nanos, 50)
                + "   p90 " + milliseconds(nanos, 90)
                + "   p99 " + milliseconds(nanos, 99)
                + "   p99.9 " + milliseconds(nanos, 99.9)
                + "   max " + milliseconds(nanos, 100));
        StringBuilder answers = new StringBuilder("answers    ");
        measured.answers().forEach((kind, count) -> answers.append(format(" %s %,d", kind, count)));
        lines.add(answers.toString());
        StringBuilder cpu = new StringBuilder("cpu        ");
        measured.serverMicrosPerSuccess().ifPresent(micros -> cpu.append(format(" server %.1f µs", micros)));
        measured.generatorMicrosPerSuccess().ifPresent(micros -> cpu.append(format("   generator %.1f µs", micros)));
        lines.add(cpu.append(" for each payment").toString());
        result.diskBytesPerPayment()
                .ifPresent(bytes -> lines.add(format("disk        %.0f bytes for each payment", bytes)));
        lines.add(format("checks      %,d proofs verified", result.proofsVerified()));
        return lines;
    }

    private static String milliseconds(Histogram nanos, double percentile) {
        return format("%.2f ms", nanos.getValueAtPercentile(percentile) / 1e6);
    }

    @FormatMethod
    private static String format(@FormatString String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
