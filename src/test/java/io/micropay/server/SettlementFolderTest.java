package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.money.AccountName;
import java.io.IOException;
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

    private void takeAway(Path folder) {
        try {
            Files.move(folder, path.resolve("away"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
