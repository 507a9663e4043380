package io.micropay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The script `micropay` beside the packed jar.
@Timeout(60)
class MicropayScriptIT {

    @TempDir
    private Path home;

    private Path archive;

    @BeforeEach
    void install() throws IOException {
        Files.copy(Path.of("micropay"), home.resolve("micropay"));
        Files.copy(Path.of(System.getProperty("micropay.jar")), home.resolve("micropay.jar"));
        archive = home.resolve("micropay.jsa");
    }

    private Ended run(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("micropay").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("MICROPAY_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output, errors);
    }

    @Test
    void firstCommandOfWalletLeavesItsClassesForTheNext() throws Exception {
        try (TestServer server = TestServer.start()) {
            Path certs = home.resolve("certs");
            server.certificates().writeTo(certs);
            TestCertificates.write(certs, "Joanne", server.certificates().account("Joanne"));
            String address = "127.0.0.1:" + server.port();

            assertThat(run("register", "10", "--name", "Joanne", "--server", address)
                            .exitCode())
                    .isZero();
            assertThat(archive).isNotEmptyFile();
            byte[] made = Files.readAllBytes(archive);

            assertThat(run("balance", "--name", "Joanne", "--server", address)).isEqualTo(new Ended(0, "10\n", ""));
            assertThat(archive).hasBinaryContent(made);
        }
    }

    /// The JVM would complain on standard output, amid the result.
    @Test
    void archiveThatIsDamagedIsPassedOver() throws Exception {
        Files.writeString(archive, "not an archive");
        Ended ended = run("new-id");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).hasLineCount(1).matches("[0-9a-f-]{36}\n");
        assertThat(ended.errors()).isEmpty();
        assertThat(archive).hasContent("not an archive");
    }

    @Test
    void commandThatConnectsNowhereLeavesNothing() throws Exception {
        assertThat(run("new-id").exitCode()).isZero();
        assertThat(archive).doesNotExist();
    }

    @Test
    void exitCodeIsThatOfTheCommand() throws Exception {
        assertThat(run("pay", "--nothing").exitCode()).isEqualTo(2);
    }
}
