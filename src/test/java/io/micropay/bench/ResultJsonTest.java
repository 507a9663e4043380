package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.bench.BenchResult.OwnServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultJsonTest {

    @Test
    void fieldsAndTheirOrderAreWhatProgramsReadBy() {
        List<String> names = new ArrayList<>(json(closed()).propertyNames());

        assertThat(names)
                .startsWith(
                        "schema",
                        "at",
                        "mode",
                        "loop",
                        "connections",
                        "rate_per_s",
                        "accounts",
                        "key",
                        "duration_s",
                        "throughput_per_s",
                        "attempts",
                        "answers",
                        "latency_us",
                        "cpu_us_per_payment",
                        "disk_bytes_per_payment",
                        "memory_kb_per_connection",
                        "ready_ms",
                        "checks",
                        "machine",
                        "jdk",
                        "crypto",
                        "version");
    }

    @Test
    void resultOfAClosedLoopIsSaidInFull() {
        String text = ResultJson.of(closed(), "1.2.3");

        assertThat(text).doesNotContain("\n");
        JsonNode json = json(closed());
        assertThat(json.get("schema").intValue()).isEqualTo(1);
        assertThat(json.get("at").stringValue()).isEqualTo("2026-11-20T12:09:08Z");
        assertThat(json.get("mode").stringValue()).isEqualTo("payments");
        assertThat(json.get("loop").stringValue()).isEqualTo("closed");
        assertThat(json.get("rate_per_s").isNull()).isTrue();
        assertThat(json.get("key").stringValue()).isEqualTo("ec");
        assertThat(json.get("duration_s").doubleValue()).isEqualTo(2.005);
        assertThat(json.get("throughput_per_s").doubleValue()).isEqualTo(49.9);
        assertThat(json.get("attempts").longValue()).isEqualTo(101);
        assertThat(json.get("answers").toString()).isEqualTo("{\"BUSY\":1,\"TRANS OK\":100}");
        assertThat(json.get("latency_us").get("p50").doubleValue()).isBetween(49_000.0, 51_000.0);
        assertThat(json.get("latency_us").get("max").doubleValue()).isBetween(99_900.0, 100_100.0);
        assertThat(json.get("latency_us").get("percentiles").get(0).toString()).startsWith("[50,");
        assertThat(json.get("cpu_us_per_payment").toString()).isEqualTo("{\"server\":60,\"generator\":20}");
        assertThat(json.get("disk_bytes_per_payment").doubleValue()).isEqualTo(700);
        assertThat(json.get("memory_kb_per_connection").isNull()).isTrue();
        assertThat(json.get("ready_ms").longValue()).isEqualTo(480);
        assertThat(json.get("checks").toString())
                .isEqualTo("{\"proofs_verified\":2000,\"status_asked\":1500,\"balances\":\"ok\","
                        + "\"balances_asked\":216,\"ledger_verify\":\"ok\"}");
        assertThat(json.get("machine").get("cpus").intValue()).isPositive();
        assertThat(json.get("version").stringValue()).isEqualTo("1.2.3");
        assertThat(json.get("warm_up_s").doubleValue()).isEqualTo(1.5);
        assertThat(json.get("interrupted").booleanValue()).isFalse();
    }

    @Test
    void whatWasNotMeasuredIsNull() {
        BenchResult result = TestResults.result(BenchMode.IDLE, new Schedule.Open(12.5), new Measurement())
                .withMemory(OptionalDouble.of(37.26));

        JsonNode json = json(result);

        assertThat(json.get("mode").stringValue()).isEqualTo("idle");
        assertThat(json.get("loop").stringValue()).isEqualTo("open");
        assertThat(json.get("rate_per_s").doubleValue()).isEqualTo(12.5);
        assertThat(json.get("memory_kb_per_connection").doubleValue()).isEqualTo(37.3);
        assertThat(json.get("cpu_us_per_payment").toString()).isEqualTo("{\"server\":null,\"generator\":null}");
        assertThat(json.get("ready_ms").isNull()).isTrue();
        assertThat(json.get("disk_bytes_per_payment").isNull()).isTrue();
        assertThat(json.get("checks").toString()).isEqualTo("{\"ledger_verify\":\"skipped\"}");
    }

    private static JsonNode json(BenchResult result) {
        return JsonMapper.builder().build().readTree(ResultJson.of(result, "1.2.3"));
    }

    /// Answers of 1 to 100 ms.
    private static BenchResult closed() {
        Measurement measured = new Measurement();
        Dispatch dispatch = new Dispatch(new Schedule.Closed(), 0, 1, 1, 0);
        for (int millis = 1; millis <= 100; millis++) {
            dispatch.sent(0, 0);
            dispatch.answered(0, millis * 1_000_000L, true);
        }
        measured.add(List.of(dispatch));
        measured.add(Duration.ofMillis(2_005), Duration.ofMillis(6), Duration.ofMillis(2));
        measured.count("TRANS OK", 100);
        measured.count("BUSY");
        return TestResults.payments(measured).with(new OwnServer(480, OptionalLong.of(1_400_000), "ok"));
    }
}
