package io.micropay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedServer.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script `micropay` beside the packed jar.
@Timeout(60)
class MicropayScriptIT {

    @TempDir
    private Path folder;

    private Ended run(String... words) throws Exception {
        Path home = installed();
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("micropay").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("MICROPAY_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output, errors);
    }

    private Path installed() throws IOException {
        Path home = Files.createDirectory(folder.resolve("micro pay"));
        Files.copy(Path.of("micropay"), home.resolve("micropay"));
        Files.copy(Path.of(System.getProperty("micropay.jar")), home.resolve("micropay.jar"));
        return home;
    }

    @Test
    void resultIsAllThatIsWritten() throws Exception {
        Ended id = run("new-id");

        assertThat(id.exitCode()).isZero();
        assertThat(id.output()).hasLineCount(1).matches("[0-9a-f-]{36}\n");
        assertThat(id.errors()).isEmpty();
    }

    @Test
    void argumentsAndExitCodeAreThoseOfTheCommand() throws Exception {
        Ended refused = run("new-id", "two words");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors()).startsWith("micropay: error: unmatched argument at index 1: 'two words'");
    }
}
