package io.micropay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is to be there, whoever has made it.
class PrivateFilesTest {

    @TempDir
    private Path home;

    @Test
    void emptyFileIsMadeUnlessThereIsOne() throws IOException {
        Path file = home.resolve("folder/lock");
        PrivateFiles.createEmpty(file);
        assertThat(file).isEmptyFile();

        Files.writeString(file, "mine");
        PrivateFiles.createEmpty(file);
        assertThat(file).hasContent("mine");
    }

    @Test
    void fileInThePlaceOfTheFolderIsAnError() throws IOException {
        Path inTheWay = Files.createFile(home.resolve("folder"));
        assertThatThrownBy(() -> PrivateFiles.createEmpty(inTheWay.resolve("lock")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
