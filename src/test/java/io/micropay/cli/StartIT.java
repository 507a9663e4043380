package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the packed jar loads before a command runs: nothing that takes long and that only some commands need.
@Timeout(60)
class StartIT {

    @ParameterizedTest
    @ValueSource(strings = {"client", "ledger", "verify"})
    void loadsNoLibraryBeforeItIsNeeded(String command) throws IOException, InterruptedException {
        assertThat(classesLoadedBy(command))
                .contains("io.micropay.cli.Main ", "picocli.CommandLine ")
                .doesNotContain(
                        "com.amazon.corretto", "tools.jackson", "ch.qos.logback", "org.bouncycastle", "org.sqlite");
    }

    private static String classesLoadedBy(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-jar",
                        System.getProperty("micropay.jar"),
                        command,
                        "--help")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
