package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that appear whole, or not at all, wherever they are to be.
class NewFileTest {

    @TempDir
    private Path temporary;

    private final List<FileSystem> archives = new ArrayList<>();

    /// What is to hold the file.
    enum Place {
        FOLDER,

        /// A file system without hard links, as that of a memory stick.
        ZIP_ARCHIVE
    }

    private Path folder(Place place) throws IOException {
        return switch (place) {
            case FOLDER -> Files.createDirectory(temporary.resolve("folder"));
            case ZIP_ARCHIVE -> {
                FileSystem archive =
                        FileSystems.newFileSystem(temporary.resolve("archive.zip"), Map.of("create", "true"));
                archives.add(archive);
                yield archive.getPath("/");
            }
        };
    }

    @AfterEach
    void closeArchives() throws IOException {
        for (FileSystem archive : archives) {
            archive.close();
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static void write(NewFile file, String text) throws IOException {
        file.stream().write(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void fileAppearsWhenItIsPublished(Place place) throws Exception {
        Path folder = folder(place);
        Path wanted = folder.resolve("export.csv");
        try (NewFile file = NewFile.begin(wanted, false)) {
            write(file, "seq\n");
            assertThat(wanted).doesNotExist();
            file.publish();
        }
        assertThat(Files.readString(wanted)).isEqualTo("seq\n");
        assertThat(filesIn(folder)).containsExactly("export.csv");
    }

    @ParameterizedTest
    @EnumSource
    void fileThatIsNotPublishedLeavesNothing(Place place) throws Exception {
        Path folder = folder(place);
        try (NewFile file = NewFile.begin(folder.resolve("export.csv"), false)) {
            write(file, "seq\n");
        }
        assertThat(filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fileThatCameMeanwhileIsNotReplaced(Place place) throws Exception {
        Path folder = folder(place);
        Path wanted = folder.resolve("export.csv");
        try (NewFile file = NewFile.begin(wanted, false)) {
            write(file, "seq\n");
            Files.writeString(wanted, "other\n");
            assertThatThrownBy(file::publish)
                    .isInstanceOf(CliException.class)
                    .hasMessage("cannot create " + wanted + ": there is a file of that name");
        }
        assertThat(Files.readString(wanted)).isEqualTo("other\n");
        assertThat(filesIn(folder)).containsExactly("export.csv");
    }

    @ParameterizedTest
    @EnumSource
    void fileIsReplacedWhereThatIsAskedFor(Place place) throws Exception {
        Path wanted = folder(place).resolve("export.csv");
        Files.writeString(wanted, "other\n");
        try (NewFile file = NewFile.begin(wanted, true)) {
            write(file, "seq\n");
            file.publish();
        }
        assertThat(Files.readString(wanted)).isEqualTo("seq\n");
    }
}
