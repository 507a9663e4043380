package io.micropay.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a file leaves of itself beside its place.
class DraftTest {

    @TempDir
    private Path home;

    /// The only file there is.
    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).hasSize(1);
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void fileOfSomebodyElseBearsTheNameOfOneThatHasAppeared() throws IOException {
        Path name;
        try (Draft draft = Draft.in(home)) {
            name = onlyFile();
            draft.stream().write("mine".getBytes(UTF_8));
            draft.appearAt(home.resolve("place"));
            assertThat(onlyFile()).hasFileName("place").hasContent("mine");
            Files.writeString(name, "another's");
        }
        assertThat(name).hasContent("another's");
    }

    @Test
    void fileOfSomebodyElseBearsTheNameOfOneThatHasReplaced() throws IOException {
        Path place = home.resolve("place");
        Path name;
        try (Draft draft = Draft.in(home)) {
            name = onlyFile();
            Files.writeString(place, "before");
            draft.replace(place);
            assertThat(onlyFile()).hasFileName("place").isEmptyFile();
            Files.writeString(name, "another's");
        }
        assertThat(name).hasContent("another's");
    }

    @Test
    void nothingIsLeftOfWhatHasNotAppeared() throws IOException {
        Path place = home.resolve("place");
        try (Draft draft = Draft.in(home)) {
            Files.writeString(place, "before");
            assertThatThrownBy(() -> draft.appearAt(place)).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(onlyFile()).isEqualTo(place).hasContent("before");
        Draft.in(home).close();
        assertThat(onlyFile()).isEqualTo(place);
    }
}
