package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.crypto.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;

/// The packed jar as a server in a process of its own, which a test may kill.
///
/// It runs in a home folder with its certificates in `certs` and its ledger in `data`, so that another one can be
/// started there when it has ended.
public final class PackagedServer implements AutoCloseable {

    /// What a server prints when it listens.
    public static final Pattern READY = Pattern.compile("READY 127\\.0\\.0\\.1:([0-9]+) pid=([0-9]+)\n");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A server of a test lives for seconds: the optimizing compiler would work for a future that it has not, on the
    /// processors that the test needs.
    private static final List<String> SOON_WARM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final TestCertificates certificates;
    private final Process process;
    private final Path output;
    private final Path errors;

    private PackagedServer(TestCertificates certificates, Process process, Path output, Path errors) {
        this.certificates = certificates;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// How a server is started.
    public static final class Builder {
        private final Path home;
        private final TestCertificates certificates = TestCertificates.shared();
        private final List<String> wrapper = new ArrayList<>();
        private final List<String> jvmOptions = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private String port = "0";

        private Builder(Path home) {
            this.home = home;
        }

        /// A command that runs the server as its child.
        public Builder under(String... command) {
            wrapper.addAll(List.of(command));
            return this;
        }

        public Builder jvm(String... more) {
            jvmOptions.addAll(List.of(more));
            return this;
        }

        /// Another port than a free one.
        public Builder port(String other) {
            port = other;
            return this;
        }

        public Builder options(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /// Starts the process, which need not become a server.
        public PackagedServer launch() {
            try {
                Path output = Files.createTempFile(home, "server", ".out");
                Path errors = Files.createTempFile(home, "server", ".err");
                ProcessBuilder builder = new ProcessBuilder(command())
                        .directory(home.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                builder.environment().put("MICROPAY_CONFIG", "");
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                return new PackagedServer(certificates, process, output, errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Starts what must not become a server, and waits for its end.
        public Ended run() {
            try (PackagedServer server = launch()) {
                int exitCode = server.awaitExit();
                return new Ended(exitCode, server.output(), server.errors());
            }
        }

        /// Starts a server, and returns when it listens.
        public PackagedServer start() {
            return launch().awaitReady();
        }

        /// What is watched, or has an unusual JVM, has to load its classes as anybody's server does.
        private boolean isUsual() {
            return wrapper.isEmpty() && jvmOptions.isEmpty() && environment.isEmpty();
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(wrapper);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (isUsual()) {
                command.addAll(SOON_WARM);
                command.addAll(ClassCache.options());
            } else {
                command.addAll(jvmOptions);
            }
            command.addAll(List.of("-jar", System.getProperty("micropay.jar"), "server", "--port", port));
            command.addAll(options);
            return command;
        }
    }

    /// What a process left behind.
    public record Ended(int exitCode, String output, String errors) {}

    /// A server in `home`, on a free port; the shared certificates are put there if it has none.
    public static Builder in(Path home) {
        Path certs = home.resolve("certs");
        if (!Files.exists(certs)) {
            TestCertificates.shared().writeTo(certs);
        }
        return new Builder(home);
    }

    /// Waits until the server listens; fails when it ends instead.
    private PackagedServer awaitReady() {
        return awaitReady(1);
    }

    /// Waits until the wrapping command has started the server for the `count`th time.
    public PackagedServer awaitReady(int count) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> readyLines().size() >= count || !process.isAlive());
        assertThat(readyLines()).as(this::errors).hasSize(count);
        return this;
    }

    /// The first line on standard output.
    public String awaitOutput() {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE)
                .until(() -> output().endsWith("\n") || !process.isAlive());
        return output();
    }

    private List<MatchResult> readyLines() {
        return READY.matcher(output()).results().toList();
    }

    public int port() {
        return Integer.parseInt(readyLines().getLast().group(1));
    }

    /// The server's own process, which a wrapping command is the parent of.
    public ProcessHandle processHandle() {
        return ProcessHandle.of(Long.parseLong(readyLines().getLast().group(2))).orElseThrow();
    }

    /// Connects with a certificate; nothing is read yet.
    public TestClient connect(Identity identity) {
        return TestClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
                ClientTls.with(certificates.ca(), identity.signingKey().privateKey(), identity.chain()),
                0);
    }

    public TestClient connectWithoutCertificate() {
        return TestClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port()),
                ClientTls.withoutCertificate(certificates.ca()),
                0);
    }

    /// Connects as `person`, and reads the greeting of a client that is served at once. A server that has only just
    /// begun may need more than a handshake's time for its first ones, beside other work: then it is tried again.
    public TestClient greeted(String person) {
        Identity identity = certificates.account(person);
        return await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(failure -> failure.getCause() instanceof SSLHandshakeException)
                .until(() -> connect(identity), Objects::nonNull)
                .expect("Connection accepted!", "Handler assigned!");
    }

    /// Kills the server with SIGKILL, which leaves it no time for anything, and waits for its end.
    public void kill() {
        ProcessHandle server = readyLines().isEmpty() ? process.toHandle() : processHandle();
        server.destroyForcibly();
        awaitExit();
    }

    /// Sends a signal by its name, such as `TERM`.
    public PackagedServer signal(String name) {
        try {
            Process kill = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(processHandle().pid()))
                    .start();
            assertThat(kill.waitFor()).isZero();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits for the end of the process, and returns its exit code.
    public int awaitExit() {
        try {
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the server ends")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What it has written to its standard output.
    public String output() {
        return read(output);
    }

    /// What it has written to its standard error.
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

    /// Kills what still runs.
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit();
    }
}
