package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// `micropay client` of the packed jar in a process of its own: a test types, and sees what it prints.
public final class PackagedClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What a terminal does not show: sequences that move, colour and switch.
    private static final String ESCAPES =
            "\u001b(\\[[0-9;?>=]*[ -/]*[@-~]|\\][^\u0007]*\u0007|[()][A-Z0-9]|[=>78])|\u0007|\u000f";

    private final Process process;
    private final StringWriter seen = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private int checked;

    private PackagedClient(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(() -> collect(process.inputReader(UTF_8), seen));
        Thread.ofPlatform().daemon().start(() -> collect(process.errorReader(UTF_8), errors));
    }

    /// In a pipe.
    public static PackagedClient piped(Path home, String... options) throws IOException {
        return new PackagedClient(process(home, command(options)).start());
    }

    /// In a pipe, with more in its environment.
    public static PackagedClient piped(Path home, Map<String, String> environment, String... options)
            throws IOException {
        ProcessBuilder builder = process(home, command(options));
        builder.environment().putAll(environment);
        return new PackagedClient(builder.start());
    }

    /// In a pipe, as the child of another command.
    public static PackagedClient under(List<String> wrapper, Path home, String... options) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(command(options));
        return new PackagedClient(process(home, command).start());
    }

    /// At a terminal: a pseudo-terminal that `script` makes.
    public static PackagedClient atTerminal(Path home, String... options) throws IOException {
        String line = "stty cols 120 rows 50; exec " + String.join(" ", command(options));
        ProcessBuilder builder = process(home, List.of("script", "-qefc", line, "/dev/null"));
        builder.environment().put("TERM", "xterm");
        return new PackagedClient(builder.start());
    }

    /// Its own files lie at this home, and not at the tester's.
    private static ProcessBuilder process(Path home, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("MICROPAY_"));
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(ClassCache.options());
        command.addAll(List.of("-jar", System.getProperty("micropay.jar"), "client"));
        command.addAll(List.of(options));
        return command;
    }

    private static void collect(Reader reader, StringWriter text) {
        try {
            reader.transferTo(text);
        } catch (IOException ended) {
            text.append("[broken]");
        }
    }

    /// Types keys; `\r` is Enter, `\t` completes, `\u0003` is Ctrl-C.
    public PackagedClient type(String keys) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(keys.getBytes(UTF_8));
        input.flush();
        return this;
    }

    /// Waits until this is printed, after all that was waited for before.
    public PackagedClient expect(String text) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output().substring(checked)).contains(text));
        checked = output().indexOf(text, checked) + text.length();
        return this;
    }

    /// All that was printed on standard output, as far as it shows.
    public String output() {
        return seen.toString().replaceAll(ESCAPES, "").replace("\r", "");
    }

    public String errors() {
        return errors.toString();
    }

    /// Ends the input.
    public PackagedClient end() throws IOException {
        process.getOutputStream().close();
        return this;
    }

    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
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
