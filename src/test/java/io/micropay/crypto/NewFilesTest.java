package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewFilesTest {

    @TempDir
    Path folder;

    private final SigningKey key = KeyKind.ED25519.generate();

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void whenOneNameIsTakenNoneOfTheOthersAppears(String taken) throws IOException {
        Files.writeString(folder.resolve(taken), "mine");

        assertThatThrownBy(() -> files().publish())
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.resolve(taken) + " is there already");

        assertThat(names()).containsExactly(".gitignore", taken);
        assertThat(folder.resolve(taken)).hasContent("mine");
    }

    @Test
    void aDanglingLinkIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.createSymbolicLink(folder.resolve("a"), elsewhere);

        assertThatThrownBy(() -> files().publish()).isInstanceOf(OutputException.class);

        assertThat(elsewhere).doesNotExist();
        assertThat(names()).containsExactly(".gitignore", "a");
    }

    @Test
    void nothingIsLeftBesideTheFiles() throws Exception {
        files().publish();

        assertThat(names()).containsExactly(".gitignore", "a", "b", "c");
        assertThat(Files.getAttribute(folder.resolve("a"), "unix:nlink")).isEqualTo(1);
    }

    @Test
    void anIgnoreFileThatIsThereIsKept() throws Exception {
        Files.writeString(folder.resolve(".gitignore"), "*.key\n");

        files().publish();

        assertThat(folder.resolve(".gitignore")).hasContent("*.key");
    }

    @Test
    void aFolderThatCannotBeMadeIsReported() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> new NewFiles(folder.resolve("file/certs"))
                        .open("a", "a")
                        .publish())
                .isInstanceOf(OutputException.class)
                .hasMessageStartingWith("cannot write to " + folder.resolve("file/certs"));
    }

    private NewFiles files() {
        return new NewFiles(folder).secret("a", key).open("b", "b").secret("c", key);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
