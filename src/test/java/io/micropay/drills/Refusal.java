package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedServer;
import io.micropay.testing.PackagedServer.Ended;
import java.util.List;

/// A server that did not start: what it told about that.
///
/// @param error without `micropay: error: `
/// @param hint without `micropay: hint: `; empty when there was none
record Refusal(int exitCode, String error, String hint) {

    private static final String ERROR = "micropay: error: ";
    private static final String HINT = "micropay: hint: ";

    /// Starts a server that must refuse to run, and must do so in one clear line.
    static Refusal of(PackagedServer.Builder server) {
        Ended ended = server.jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC").run();
        assertThat(ended.output()).as("standard output").isEmpty();
        assertThat(ended.errors()).doesNotContain("\tat ", "Exception", "ERROR", "WARN");
        List<String> lines = ended.errors()
                .lines()
                .filter(line -> line.startsWith("micropay: "))
                .toList();
        assertThat(ended.errors()).endsWith(String.join("\n", lines) + "\n");
        assertThat(lines).as(ended.errors()).hasSizeBetween(1, 2);
        assertThat(lines.getFirst()).startsWith(ERROR).doesNotEndWith(".");
        assertThat(lines.getFirst().substring(ERROR.length())).matches("[^A-Z].*|[A-Z][A-Z0-9].*");
        if (lines.size() == 2) {
            assertThat(lines.getLast()).startsWith(HINT).doesNotEndWith(".");
        }
        return new Refusal(
                ended.exitCode(),
                lines.getFirst().substring(ERROR.length()),
                lines.size() == 2 ? lines.getLast().substring(HINT.length()) : "");
    }
}
