package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.CmsMessages;
import io.micropay.money.AccountName;
import io.micropay.server.SettlementFolder.Found;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What happens to files at head office.
class SettlementFolderTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 28);
    private static final AccountName LILY = AccountName.parse("Lily").orElseThrow();
    private static final byte[] SEALED = {2};
    private static final byte[] REPORT = {3};
    private static final byte[] DAMAGED = {1};

    @TempDir
    private Path path;

    @Test
    void whatWasSetAsideIsToldEvenWhenNothingCanBeWritten() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        Path file = folder.sealedFile(LILY, DATE);
        Files.createDirectory(file.getParent());
        Files.write(file, DAMAGED);
        List<Path> told = new ArrayList<>();

        assertThatThrownBy(() -> folder.keep(LILY, DATE, SEALED, there -> false, REPORT, (untrue, aside) -> {
                    told.add(untrue);
                    takeAway(Objects.requireNonNull(aside.getParent()));
                }))
                .isInstanceOf(IOException.class);

        assertThat(told).containsExactly(file);
        assertThat(path.resolve("away").resolve(file.getFileName() + ".untrue")).hasBinaryContent(DAMAGED);
    }

    @Test
    void fileThatIsTooLargeIsNotRead() throws Exception {
        Path file = path.resolve("large.p7m");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(CmsMessages.BYTES_MAX);
            assertThat(SettlementFolder.read(file))
                    .isInstanceOfSatisfying(
                            Found.Content.class,
                            there -> assertThat(there.bytes()).hasSize(CmsMessages.BYTES_MAX));
            large.setLength(CmsMessages.BYTES_MAX + 1L);
        }

        assertThat(SettlementFolder.read(file)).isEqualTo(new Found.TooLarge());
        assertThat(SettlementFolder.read(path)).isEqualTo(new Found.Missing());
    }

    private Path damagedFile(SettlementFolder folder) throws IOException {
        Path file = folder.sealedFile(LILY, DATE);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.write(file, DAMAGED);
    }

    private Path aside(String ending) {
        return path.resolve("lily").resolve(DATE + ".p7m" + ending);
    }

    /// A folder with something in it cannot be replaced, and nothing that lies there may be lost.
    @Test
    void whatIsSetAsideTakesANameThatIsFree() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        Path file = damagedFile(folder);
        Files.createFile(Files.createDirectory(aside(".untrue")).resolve("full"));
        Files.createSymbolicLink(aside(".untrue-2"), path.resolve("nowhere"));
        Map<Path, Path> told = new LinkedHashMap<>();

        folder.keep(LILY, DATE, SEALED, there -> false, REPORT, told::put);

        assertThat(told).isEqualTo(Map.of(file, aside(".untrue-3")));
        assertThat(aside(".untrue-3")).hasBinaryContent(DAMAGED);
        assertThat(file).hasBinaryContent(SEALED);
        assertThat(folder.reportFile(LILY, DATE)).hasBinaryContent(REPORT);
        assertThat(aside(".untrue").resolve("full")).exists();
        assertThat(aside(".untrue-2")).isSymbolicLink();
        assertThat(folder.entries()).containsExactly(new SettlementFolder.Entry(LILY, DATE));
    }

    /// Not without end: a machine that damages one file again and again fills no disk.
    @Test
    void fileThatWasSetAsideTwentyTimesStays() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        for (int times = 0; times < 20; times++) {
            damagedFile(folder);
            folder.keep(LILY, DATE, SEALED, there -> false, REPORT, (untrue, aside) -> {});
        }
        Path file = damagedFile(folder);

        assertThatThrownBy(() -> folder.keep(LILY, DATE, SEALED, there -> false, REPORT, (untrue, aside) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " was set aside 20 times");

        assertThat(file).hasBinaryContent(DAMAGED);
        assertThat(aside(".untrue-20")).hasBinaryContent(DAMAGED);
        assertThat(aside(".untrue-21")).doesNotExist();
    }

    /// Whose folder was renamed has settled the day once, and both folders show it.
    @Test
    @EnabledOnOs(OS.LINUX) // where folders of both names can be
    void reportIsFoundInAFolderOfAnotherSpelling() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        folder.keep(LILY, DATE, SEALED, there -> false, REPORT, (untrue, aside) -> {});
        Files.move(path.resolve("lily"), path.resolve("LILY"));
        folder.keep(LILY, DATE, SEALED, there -> false, REPORT, (untrue, aside) -> {});

        assertThat(folder.entries()).containsExactly(new SettlementFolder.Entry(LILY, DATE));
        assertThat(folder.reports())
                .extracting(SettlementFolder.ReportFile::path)
                .containsExactly(path.resolve("LILY/" + DATE + "-report.p7m"), folder.reportFile(LILY, DATE));
    }

    /// Whatever it leads to, it is not what came.
    @Test
    void linkThatLeadsNowhereIsSetAside() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        Path file = folder.sealedFile(LILY, DATE);
        Files.createDirectory(file.getParent());
        Files.createSymbolicLink(file, path.resolve("nowhere"));
        Map<Path, Path> told = new LinkedHashMap<>();

        folder.keep(LILY, DATE, SEALED, there -> false, REPORT, told::put);

        assertThat(told).isEqualTo(Map.of(file, aside(".untrue")));
        assertThat(file).isRegularFile().hasBinaryContent(SEALED);
        assertThat(aside(".untrue")).isSymbolicLink();
        assertThat(path.resolve("nowhere")).doesNotExist();
    }

    private void takeAway(Path folder) {
        try {
            Files.move(folder, path.resolve("away"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
