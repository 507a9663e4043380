package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestClient;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the packed jar loads before a command runs: nothing that takes long and that only some commands need.
@Timeout(60)
class StartIT {

    /// The version of its class files.
    private static final int JAVA_6 = 50;

    @ParameterizedTest
    @ValueSource(strings = {"client", "ledger", "verify"})
    void loadsNoLibraryBeforeItIsNeeded(String command) throws IOException, InterruptedException {
        assertThat(classesLoadedBy(command))
                .contains("io.micropay.cli.Main ", "picocli.CommandLine ")
                .doesNotContain(
                        "com.amazon.corretto", "tools.jackson", "ch.qos.logback", "org.bouncycastle", "org.sqlite");
    }

    @Test
    void serverLoadsWhatNoClientWaitsForAfterItsFirstLine(@TempDir Path home) {
        try (PackagedServer server =
                PackagedServer.in(home).jvm("-Xlog:class+load:stdout").start()) {
            assertThat(untilReady(server.output()))
                    .contains("io.micropay.server.MicropayServer ")
                    .doesNotContain("com.amazon.corretto", "jdk.jfr.internal", "sun.management", "jdk.internal.icu")
                    .doesNotContain("io.micropay.ntp.NtpQuestion", "org.apache.commons", "JsonEncoder");
        }
    }

    /// While the server still loads what nobody has waited for.
    @Drill
    @RepeatedTest(5)
    void clientThatComesAtOnceIsServed(@TempDir Path home) {
        try (PackagedServer server = PackagedServer.in(home).start();
                TestClient joanne = server.greeted("Joanne")) {
            assertThat(joanne.ask("REGISTER#Joanne#0")).isEqualTo("100 OK");
        }
    }

    private static String untilReady(String output) {
        return output.substring(0, output.indexOf("READY "));
    }

    @Test
    void killedServerLeavesNoLibraryBehind(@TempDir Path home) throws IOException {
        Path temporary = Files.createDirectory(home.resolve("tmp"));
        try (PackagedServer server = PackagedServer.in(home)
                .jvm("-Djava.io.tmpdir=" + temporary)
                .options("--verbose")
                .start()) {
            await().until(() -> server.errors().contains("Signatures by "));
            server.kill();
        }
        assertNoFileIn(temporary);
    }

    /// While it still loads one.
    @Test
    void serverThatIsStoppedAtOnceLeavesNoLibraryBehind(@TempDir Path home) throws IOException {
        Path temporary = Files.createDirectory(home.resolve("tmp"));
        try (PackagedServer server =
                PackagedServer.in(home).jvm("-Djava.io.tmpdir=" + temporary).start()) {
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
        assertNoFileIn(temporary);
    }

    private static void assertNoFileIn(Path folder) throws IOException {
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /// The virtual machine verifies older ones slowly, and keeps none of them in a cache.
    @Test
    void noClassIsOlderThanJava6() throws IOException {
        List<String> old = new ArrayList<>();
        try (JarFile jar = new JarFile(System.getProperty("micropay.jar"))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class") && version(jar, entry) < JAVA_6) {
                    old.add(entry.getName());
                }
            }
        }
        assertThat(old).isEmpty();
    }

    private static int version(JarFile jar, JarEntry entry) throws IOException {
        try (var file = new DataInputStream(jar.getInputStream(entry))) {
            file.skipNBytes(6);
            return file.readUnsignedShort();
        }
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
