package io.micropay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher of the packed jar, called with an older Java in front of a `Main` that shows what reaches it.
@Timeout(60)
class LauncherIT {

    private static final String PROBE = """
            package io.micropay.cli;

            public final class Main {
                public static void main(String[] args) throws Exception {
                    System.out.println("java " + (Runtime.version().feature() >= 21 ? "new" : "old"));
                    System.out.println("args " + String.join("|", args));
                    System.out.println("option " + System.getProperty("probe.option"));
                    System.out.println("input " + new String(System.in.readAllBytes()).strip());
                    if (args[0].equals("wait")) {
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                            System.out.println("bye");
                            Runtime.getRuntime().halt(5);
                        }));
                        System.out.println("ready");
                        Thread.sleep(Long.MAX_VALUE);
                    }
                    System.exit(7);
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static Path jar;
    private static Path olderJava;

    private Path output = folder;

    @BeforeAll
    static void packProbe() throws IOException {
        Optional<Path> older = findOlderJava();
        assumeTrue(older.isPresent(), "no Java from 11 to 20 is installed here");
        olderJava = older.get();
        jar = folder.resolve("probe jar.jar");
        try (var packed = new JarFile(System.getProperty("micropay.jar"));
                var out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            for (JarEntry entry : packed.stream()
                    .filter(entry -> entry.getName().matches("io/micropay/[^/]+\\.class"))
                    .toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                packed.getInputStream(entry).transferTo(out);
            }
            out.putNextEntry(new JarEntry("io/micropay/cli/Main.class"));
            out.write(compileProbe());
        }
    }

    private static Optional<Path> findOlderJava() throws IOException {
        Path shelf = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(shelf)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(shelf)) {
            return homes.filter(home -> isOlder(home.resolve("release")))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static boolean isOlder(Path release) {
        try {
            return Files.readString(release).matches("(?s).*JAVA_VERSION=\"(1[1-9]|20)\\b.*");
        } catch (IOException e) {
            return false;
        }
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
        return manifest;
    }

    private static byte[] compileProbe() throws IOException {
        Path source = Files.writeString(folder.resolve("Main.java"), PROBE);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "21", "-d", folder.toString(), source.toString());
        assertThat(code).isZero();
        return Files.readAllBytes(folder.resolve("io/micropay/cli/Main.class"));
    }

    @Test
    void argumentsOptionsInputAndExitCodePassThrough() throws Exception {
        Process launcher = launch("pay", "two words", "");
        try (var input = launcher.getOutputStream()) {
            input.write("1000\n".getBytes(UTF_8));
        }
        assertThat(launcher.waitFor()).isEqualTo(7);
        assertThat(output).hasContent("""
                java new
                args pay|two words|
                option set by hand
                input 1000
                """);
    }

    @Test
    void terminatingTheLauncherEndsTheChildWithItsOwnExitCode() throws Exception {
        Process launcher = launchAndAwaitReady();
        signal("TERM", launcher);
        assertThat(launcher.waitFor()).isEqualTo(5);
        assertThat(output).content().endsWith("bye\n");
    }

    @Test
    void interruptingTheLauncherWithoutATerminalEndsTheChild() throws Exception {
        Process launcher = launchAndAwaitReady();
        signal("INT", launcher);
        assertThat(launcher.waitFor()).isEqualTo(5);
        assertThat(output).content().endsWith("bye\n");
    }

    @Test
    void killingTheLauncherEndsTheChildInGoodOrder() throws Exception {
        Process launcher = launchAndAwaitReady();
        signal("KILL", launcher);
        await().untilAsserted(() -> assertThat(output).content().endsWith("bye\n"));
    }

    private Process launchAndAwaitReady() throws IOException {
        Process launcher = launch("wait");
        launcher.getOutputStream().close();
        await().untilAsserted(() -> assertThat(output).content().endsWith("ready\n"));
        return launcher;
    }

    /// Into a file, since the JDK closes the pipe from a process that has ended, whoever else still writes to it.
    private Process launch(String... args) throws IOException {
        output = Files.createTempFile(folder, "output", ".txt");
        var command = new ArrayList<>(
                List.of(olderJava.toString(), "-Dprobe.option=set by hand", "-Xmx64m", "-jar", jar.toString()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void signal(String name, Process process) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
