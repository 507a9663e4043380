package io.micropay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The script `micropay` beside the packed jar and the archive of its classes.
@Timeout(60)
class MicropayScriptIT {

    /// Amid what every start maps.
    private static final int MIDDLE = 10_000_000;

    @TempDir
    private Path folder;

    private Path home;
    private Path archive;

    enum Damage {
        FOLDER,
        EMPTY,
        NO_ARCHIVE,
        TRUNCATED,
        OVERWRITTEN
    }

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectory(folder.resolve("micro pay"));
        archive = home.resolve("micropay.jsa");
        Files.copy(Path.of("micropay"), home.resolve("micropay"));
        Path jar = Path.of(System.getProperty("micropay.jar"));
        Files.copy(jar, home.resolve("micropay.jar"), COPY_ATTRIBUTES);
        Files.copy(jar.resolveSibling("micropay.jsa"), archive, COPY_ATTRIBUTES);
    }

    private Ended run(String... words) throws Exception {
        return run(Map.of(), words);
    }

    private Ended run(Map<String, String> environment, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("micropay").toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("MICROPAY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output, errors);
    }

    /// Where each class of a command came from, as the JVM tells it.
    private List<String> classesLoaded() throws Exception {
        Path log = folder.resolve("classes.log");
        Ended id = run(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log), "new-id");
        assertThat(id.exitCode()).isZero();
        return Files.readAllLines(log);
    }

    private static void assertIsResult(Ended id) {
        assertThat(id.exitCode()).isZero();
        assertThat(id.output()).hasLineCount(1).matches("[0-9a-f-]{36}\n");
        assertThat(id.errors()).isEmpty();
    }

    @Test
    void resultIsAllThatIsWritten() throws Exception {
        assertIsResult(run("new-id"));
    }

    @Test
    void argumentsAndExitCodeAreThoseOfTheCommand() throws Exception {
        Ended refused = run("new-id", "two words");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors()).startsWith("micropay: error: 'two words' is one argument too many");
    }

    @Test
    void classesComeFromTheArchiveThatTheBuildHasMade() throws Exception {
        assumeThat(Files.readString(archive, ISO_8859_1).indexOf(System.getProperty("java.vm.version")))
                .as("the archive is this JDK's")
                .isNotNegative();

        assertThat(classesLoaded()).anyMatch(line -> line.contains("io.micropay.cli.Main source: shared objects file"));
    }

    /// A JVM that is given an archive of another jar does without its own, too.
    @Test
    void archiveThatIsOlderThanTheJarIsLeftAlone() throws Exception {
        FileTime made = Files.getLastModifiedTime(archive);
        Files.setLastModifiedTime(
                home.resolve("micropay.jar"), FileTime.from(made.toInstant().plusSeconds(1)));

        assertThat(classesLoaded())
                .anyMatch(line -> line.contains("java.lang.Object source: shared objects file"))
                .noneMatch(line -> line.contains("io.micropay.cli.Main source: shared objects file"));
    }

    @Test
    void archiveOfAnotherJarIsPassedOverWithoutAWord() throws Exception {
        FileTime made = Files.getLastModifiedTime(archive);
        Files.setLastModifiedTime(
                home.resolve("micropay.jar"), FileTime.from(made.toInstant().minusSeconds(3600)));

        assertIsResult(run("new-id"));
    }

    /// The JVM would complain amid the result, or fall over what it has mapped.
    @ParameterizedTest
    @EnumSource
    void archiveThatIsDamagedIsPassedOverWithoutAWord(Damage damage) throws Exception {
        damage(damage);

        assertIsResult(run("new-id"));
    }

    private void damage(Damage damage) throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        switch (damage) {
            case FOLDER -> Files.createDirectory(archive);
            case EMPTY -> Files.createFile(archive);
            case NO_ARCHIVE -> Files.writeString(archive, "not an archive");
            case TRUNCATED -> Files.write(archive, Arrays.copyOf(whole, MIDDLE));
            case OVERWRITTEN -> {
                Arrays.fill(whole, MIDDLE, 2 * MIDDLE, (byte) 0x55);
                Files.write(archive, whole);
            }
        }
    }

    /// A limit for files is what a full disk would be, for the archive alone.
    @Test
    @Drill
    void archiveThatCannotBeWrittenWholeIsNotLeft() throws Exception {
        Files.createDirectory(home.resolve(".mvn"));
        Files.copy(Path.of(".mvn/archive-classes"), home.resolve(".mvn/archive-classes"), COPY_ATTRIBUTES);
        Process process = new ProcessBuilder("sh", "-c", "ulimit -f 40000; .mvn/archive-classes")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("archive-classes.log").toFile())
                .start();

        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isNotZero();
        assertThat(folder.resolve("archive-classes.log")).content().contains("and both can prove it");
        assertThat(home).isDirectoryNotContaining("glob:**micropay.jsa*");
        assertIsResult(run("new-id"));
    }
}
