package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.ClassCache;
import io.micropay.testing.PackagedServer.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `micropay ledger` of the packed jar, in a process of its own.
final class LedgerTool {

    private static final long PATIENCE_SECONDS = 60;

    private LedgerTool() {}

    /// Runs a command in `home`, and returns when it has ended.
    static Ended run(Path home, String... arguments) {
        return under(home, List.of(), arguments);
    }

    /// Runs it as the child of another command.
    static Ended under(Path home, List<String> wrapper, String... arguments) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(ClassCache.options());
        command.addAll(List.of("-jar", System.getProperty("micropay.jar"), "ledger"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("ledger-tool", ".out");
            Path errors = Files.createTempFile("ledger-tool", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            Ended ended =
                    new Ended(process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
            Files.delete(output);
            Files.delete(errors);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
