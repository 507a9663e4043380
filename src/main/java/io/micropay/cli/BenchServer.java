package io.micropay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server that a bench starts for itself: a process of its own, which ends with the bench, however that ends.
final class BenchServer implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("READY .*:([0-9]+) pid=[0-9]+");
    private static final String ERROR = "micropay: error: ";
    private static final String HINT = "micropay: hint: ";
    private static final long STOP_SECONDS = 60;

    /// A terminal sends Ctrl-C to all that run at it. This one runs on until the bench, which has heard it too, has
    /// made its checks.
    private static final List<String> IGNORING_INTERRUPTS = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh");

    private final Process process;
    private final Path log;
    private final int port;
    private final long readyMillis;

    private BenchServer(Process process, Path log, int port, long readyMillis) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.readyMillis = readyMillis;
    }

    /// Starts it, and returns when it listens on a free port of the loopback address.
    ///
    /// @param log gets what the server says
    /// @param started gets the process before it is waited for
    static BenchServer start(Path jar, List<String> jvmOptions, List<String> options, Path log, ProcessWatch started)
            throws IOException, CliException, InterruptedException {
        List<String> jvm = new ArrayList<>(jvmOptions);
        jvm.add("-Dmicropay.parent=" + ProcessHandle.current().pid());
        List<String> command = new ArrayList<>(List.of("server", "--quiet", "--port", "0"));
        command.addAll(options);
        List<String> words = new ArrayList<>(IGNORING_INTERRUPTS);
        words.addAll(PackagedJar.command(jar, jvm, command));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.redirectError(log.toFile());
        // What is set for other runs is not meant for this one, but for a password that may stand nowhere else.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("MICROPAY_") && !name.equals(LedgerOption.PASSWORD_VARIABLE));
        builder.environment().put(ConfigurationFile.VARIABLE, ConfigurationFile.NO_FILE);
        long begun = System.nanoTime();
        Process process = builder.start();
        started.watch(process);
        try {
            process.getOutputStream().close();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                    return new BenchServer(process, log, Integer.parseInt(ready.group(1)), millis);
                }
            }
            throw notStarted(process.waitFor(), log);
        } catch (IOException | CliException | InterruptedException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static CliException notStarted(int exitCode, Path log) {
        List<String> lines = lines(log);
        String reason = said(lines, ERROR).orElseGet(() -> lines.isEmpty() ? "it said nothing" : lines.getFirst());
        boolean told = said(lines, ERROR).isPresent();
        return new CliException(
                "the bench's server did not start: " + reason,
                said(lines, HINT).orElse(null),
                told ? exitCode : ExitCode.UNAVAILABLE);
    }

    /// Who ends a process when this one is told to end.
    interface ProcessWatch {
        void watch(Process process);
    }

    int port() {
        return port;
    }

    /// From the start of the process to its READY.
    long readyMillis() {
        return readyMillis;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// Why it ended by itself; empty while it runs.
    Optional<String> end() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        List<String> lines = lines(log);
        String lastWords = said(lines, ERROR).orElseGet(() -> lines.isEmpty() ? "it said nothing" : lines.getLast());
        return Optional.of("the bench's server ended with exit code " + process.exitValue() + ": " + lastWords);
    }

    /// Has it stop in order, and waits for that.
    void stop() throws CliException, InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new CliException(
                    "the bench's server did not stop within " + STOP_SECONDS + " s", null, ExitCode.UNAVAILABLE);
        }
        if (process.exitValue() != ExitCode.DONE) {
            throw new CliException(end().orElseThrow(), null, ExitCode.UNAVAILABLE);
        }
    }

    /// The first line of the log that begins so, without its beginning.
    private static Optional<String> said(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .map(line -> line.substring(beginning.length()));
    }

    private static List<String> lines(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
