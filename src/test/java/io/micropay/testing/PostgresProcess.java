package io.micropay.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A PostgreSQL server, set up to lose nothing, that a test may stop at once and start again on what it left.
public final class PostgresProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final EmbeddedPostgres postgres;

    private PostgresProcess(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /// Starts a server, with the settings that its packaging turns off for speed turned on. It ends with the process
    /// of the tests, at the latest.
    public static PostgresProcess start() {
        try {
            return new PostgresProcess(EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(PATIENCE)
                    .start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /// The URL of one of its databases.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
    }

    /// Stops it as `pg_ctl stop -m immediate` does, without a last look at its disk, and starts it again: it recovers
    /// from its log.
    ///
    /// @param whileDown what happens between
    public void crash(Runnable whileDown) {
        ProcessHandle process = process();
        List<String> command = command(process.info());
        run("kill", "-QUIT", Long.toString(process.pid()));
        process.onExit().join();
        try {
            whileDown.run();
        } finally {
            startAgain(command);
        }
    }

    /// It writes its id to the first line of a file.
    private ProcessHandle process() {
        try {
            Path folder = Path.of(PostgresServer.text(url("postgres"), "SHOW data_directory"));
            String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How it was started. It does not run as root, and nobody is root in a namespace where no users are known.
    private static List<String> command(ProcessHandle.Info process) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(process.command().orElseThrow());
        command.addAll(List.of(process.arguments().orElseThrow()));
        return command;
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when it has recovered.
    private void startAgain(List<String> command) {
        run(command.toArray(String[]::new));
        await().pollInterval(OFTEN).atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url("postgres"))) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
