package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.PackagedServer.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Any command of the packed jar in a process of its own, with nothing to read from.
public final class PackagedCommand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final Path errors;

    private PackagedCommand(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// Runs a command in `home`, which is also its user's, to its end.
    public static Ended run(Path home, String... arguments) throws Exception {
        try (PackagedCommand command = start(home, arguments)) {
            return command.awaitEnd();
        }
    }

    /// Starts a command that goes on.
    public static PackagedCommand start(Path home, String... arguments) throws IOException {
        return under(List.of(), home, arguments);
    }

    /// The same as the child of another command.
    public static PackagedCommand under(List<String> wrapper, Path home, String... arguments) throws IOException {
        Path output = Files.createTempFile(home, "command", ".out");
        Path errors = Files.createTempFile(home, "command", ".err");
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(ClassCache.options());
        command.addAll(List.of("-jar", System.getProperty("micropay.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("MICROPAY_"));
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new PackagedCommand(process, output, errors);
    }

    /// Waits until it has said this on standard error.
    public PackagedCommand awaitError(String text) {
        return awaitErrors(text, 1);
    }

    /// Waits until it has said this so many times.
    public PackagedCommand awaitErrors(String text, int count) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(errors().split(text, -1)).hasSizeGreaterThan(count));
        return this;
    }

    /// Waits until it has written so many lines to standard output.
    public List<String> awaitLines(int count) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(output().lines()).as(this::errors).hasSizeGreaterThanOrEqualTo(count));
        return output().lines().toList();
    }

    /// Sends a signal by its name, such as `TERM`.
    public PackagedCommand signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
        return this;
    }

    public Ended awaitEnd() throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(this::errors)
                .isTrue();
        return new Ended(process.exitValue(), output(), errors());
    }

    public String output() {
        return read(output);
    }

    public String errors() {
        return read(errors);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends it with SIGKILL, and returns when it has ended.
    public void kill() throws InterruptedException {
        close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
