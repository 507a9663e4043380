package io.micropay.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One real process of the demo: what it prints is shown as it comes, and can be waited for.
final class DemoProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final String name;
    private final Process process;
    private final PrintWriter input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private DemoProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /// Starts a process.
    ///
    /// @param show gets each line with its speaker's name, on a thread of the process
    static DemoProcess start(String name, List<String> command, Consumer<String> show) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What is set for other runs is not meant for this one.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("MICROPAY_"));
        builder.environment().put(ConfigurationFile.VARIABLE, ConfigurationFile.NO_FILE);
        DemoProcess started = new DemoProcess(name, builder.start());
        Thread.ofPlatform().daemon().name(name).start(() -> started.readAll(show));
        return started;
    }

    private void readAll(Consumer<String> show) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                show.accept(String.format("%-6s | %s", name, line));
                lines.add(line);
            }
        } catch (IOException ended) {
            // The process was ended from outside: whoever waits for its lines is told by the exit code.
        }
    }

    /// Types a line.
    void type(String line) {
        input.println(line);
    }

    /// Waits for a line that holds `text`, and returns it; lines before it count no longer.
    String expect(String text) throws CliException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        while (line != null && !line.contains(text)) {
            line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (line == null) {
            throw failed(name + " did not say '" + text + "' within " + PATIENCE_SECONDS + " s");
        }
        return line;
    }

    /// Asks the process to end, as a `kill` without a number does.
    void terminate() {
        process.destroy();
    }

    /// Waits for the end, which must be a good one.
    void expectSuccess() throws CliException, InterruptedException {
        expectExit(ExitCode.DONE);
    }

    /// Waits for the end, which must be with this exit code.
    void expectExit(int exitCode) throws CliException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw failed(name + " did not end within " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != exitCode) {
            throw failed(name + " ended with exit code " + process.exitValue());
        }
    }

    private static CliException failed(String what) {
        return new CliException("the demo failed: " + what, null, ExitCode.REFUSED);
    }

    /// Ends the process at once, whatever it does.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
