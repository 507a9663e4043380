package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.CmsMessages;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens to files at head office.
class SettlementFolderTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 28);

    @TempDir
    private Path path;

    @Test
    void whatWasSetAsideIsToldEvenWhenNothingCanBeWritten() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        AccountName lily = AccountName.parse("Lily").orElseThrow();
        Path file = folder.sealedFile(lily, DATE);
        Files.createDirectory(file.getParent());
        Files.write(file, new byte[] {1});
        List<Path> told = new ArrayList<>();

        assertThatThrownBy(() -> folder.keep(lily, DATE, new byte[] {2}, there -> false, new byte[] {3}, untrue -> {
                    told.add(untrue);
                    takeAway(Objects.requireNonNull(untrue.getParent()));
                }))
                .isInstanceOf(IOException.class);

        assertThat(told).containsExactly(file);
        assertThat(path.resolve("away").resolve(file.getFileName() + ".untrue")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void fileThatIsTooLargeIsNone() throws Exception {
        Path file = path.resolve("large.p7m");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(CmsMessages.BYTES_MAX);
            assertThat(SettlementFolder.read(file))
                    .map(content -> content.length)
                    .hasValue(CmsMessages.BYTES_MAX);
            large.setLength(CmsMessages.BYTES_MAX + 1L);
        }

        assertThat(SettlementFolder.read(file)).isEmpty();
    }

    /// Whatever it leads to, it is not what came.
    @Test
    void linkThatLeadsNowhereIsSetAside() throws Exception {
        SettlementFolder folder = new SettlementFolder(path);
        AccountName lily = AccountName.parse("Lily").orElseThrow();
        Path file = folder.sealedFile(lily, DATE);
        Files.createDirectory(file.getParent());
        Files.createSymbolicLink(file, path.resolve("nowhere"));
        List<Path> told = new ArrayList<>();

        folder.keep(lily, DATE, new byte[] {2}, there -> false, new byte[] {3}, told::add);

        assertThat(told).containsExactly(file);
        assertThat(file).isRegularFile().hasBinaryContent(new byte[] {2});
        assertThat(path.resolve("lily/" + DATE + ".p7m.untrue")).isSymbolicLink();
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
