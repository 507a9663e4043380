import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ObjectNode;

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
                atMost(0.6, "s", "./micropay server to READY", seconds(measured.medianMillis("ready_micropay"))),
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
