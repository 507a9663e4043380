package io.micropay.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.micropay.bench.BenchResult.Checks;
import io.micropay.bench.BenchResult.OwnServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// A result as people read it.
public final class ResultText {

    private static final String BAR = "#";
    private static final int BAR_LENGTH = 40;
    private static final double HUNDRED = 100;

    /// An open loop whose last request is so late has fallen behind, and would have fallen further.
    private static final long BEHIND_NANOS = 200_000_000;

    private final BenchResult result;
    private final Measurement measured;
    private final String unit;
    private final List<String> lines = new ArrayList<>();

    private ResultText(BenchResult result) {
        this.result = result;
        this.measured = result.measured();
        this.unit = result.plan().mode().unit();
    }

    /// The lines.
    public static List<String> of(BenchResult result) {
        ResultText text = new ResultText(result);
        text.heading();
        text.figures();
        text.histogram();
        text.checks();
        return text.lines;
    }

    private void heading() {
        BenchPlan plan = result.plan();
        String loop = switch (plan.schedule()) {
            case Schedule.Closed closed -> "closed loop";
            case Schedule.Open open -> format("open loop at %,.0f/s", open.perSecond());
        };
        lines.add(format(
                "%s, %s, %,d connections, %,d accounts with %s keys",
                plan.mode().commandName(),
                loop,
                plan.connections(),
                plan.accounts(),
                plan.key().commandName()));
        result.server().ifPresent(own -> lines.add(format("the server was ready in %,d ms", own.readyMillis())));
        if (measured.isCutShort()) {
            String whole = switch (plan.extent()) {
                case BenchPlan.Extent.Requests requests -> format("%,d %ss", requests.count(), unit);
                case BenchPlan.Extent.Time time ->
                    format("%.1f s", time.duration().toNanos() / 1e9);
            };
            lines.add("interrupted before its end, which was after " + whole);
        }
        lines.add("");
    }

    private void figures() {
        Histogram nanos = measured.latencies();
        row(
                "throughput",
                format("%,.0f %ss/s   (%,d in %.2f s)", measured.throughput(), unit, nanos.getTotalCount(), seconds()));
        if (nanos.getTotalCount() > 0) {
            row(
                    "latency",
                    "p50 " + millis(50) + "   p90 " + millis(90) + "   p99 " + millis(99) + "   p99.9 " + millis(99.9)
                            + "   max " + millis(HUNDRED));
        }
        if (result.plan().schedule() instanceof Schedule.Open) {
            row("", "counted from when each was meant to start" + behind());
        }
        StringBuilder answers = new StringBuilder();
        measured.answers()
                .forEach((kind, count) ->
                        answers.append(answers.isEmpty() ? "" : ", ").append(format("%s %,d", kind, count)));
        row("answers", answers.toString());
        row(
                "processor",
                "server " + micros(measured.serverMicrosPerSuccess()) + ", generator "
                        + micros(measured.generatorMicrosPerSuccess()) + " for each " + unit);
        result.diskBytesPerPayment().ifPresent(bytes -> row("disk", format("%,.0f bytes for each %s", bytes, unit)));
        result.memoryKbPerConnection()
                .ifPresent(kb -> row("memory", format("%.1f kB of the server's for each idle connection", kb)));
    }

    private String behind() {
        String late = measured.lagNanos() < BEHIND_NANOS
                ? ""
                : format("; it fell behind: the last began %.1f s late", measured.lagNanos() / 1e9);
        return measured.unsent() == 0
                ? late
                : late + format("; %,d of %,d were never sent", measured.unsent(), measured.meant());
    }

    private void histogram() {
        Histogram nanos = measured.latencies();
        if (nanos.getTotalCount() == 0) {
            return;
        }
        lines.add("");
        for (LatencyBucket bucket : LatencyBucket.of(nanos)) {
            double share = (double) bucket.count() / nanos.getTotalCount();
            String bar = BAR.repeat((int) Math.ceil(share * BAR_LENGTH));
            lines.add(format(
                    "  up to %8s  %-" + BAR_LENGTH + "s %6.2f %%", shown(bucket.endMillis()), bar, share * HUNDRED));
        }
    }

    private void checks() {
        result.checks().ifPresent(held -> {
            lines.add("");
            row(
                    "checked",
                    format(
                            "%,d proofs hold, and all that was answered is in order",
                            held.acknowledged().payments()));
            row("", format("STATUS says the same of %s", asked(held)));
            row("", format("the balances of %s accounts are right", of(held.balances(), held.accounts())));
            result.server().map(OwnServer::ledgerVerify).ifPresent(verdict -> row("", "ledger verify: " + verdict));
        });
    }

    private static String asked(Checks held) {
        return of(held.status(), held.acknowledged().payments()) + " payments";
    }

    private static String of(long some, long all) {
        return some >= all ? format("all %,d", all) : format("%,d of %,d", some, all);
    }

    private void row(String name, String value) {
        lines.add(format("%-11s %s", name, value));
    }

    private double seconds() {
        return measured.elapsed().toNanos() / 1e9;
    }

    private String millis(double percentile) {
        return shown(measured.latencyMillis(percentile).orElse(0));
    }

    private static String shown(double millis) {
        return format(millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    private static String micros(OptionalDouble micros) {
        return micros.isEmpty() ? "-" : format("%.1f µs", micros.getAsDouble());
    }

    @FormatMethod
    private static String format(@FormatString String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
