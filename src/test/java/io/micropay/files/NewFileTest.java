package io.micropay.files;

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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
                    .isInstanceOf(NotCreatedException.class)
                    .hasMessage("there is a file " + wanted + " already");
        }
        assertThat(Files.readString(wanted)).isEqualTo("other\n");
        assertThat(filesIn(folder)).containsExactly("export.csv");
    }

    @Test
    void refusalNamesTheFileAsItWasAskedFor() throws Exception {
        Path wanted = Path.of("").toRealPath().relativize(temporary.toRealPath().resolve("export.csv"));
        try (NewFile file = NewFile.begin(wanted, false)) {
            Files.writeString(wanted, "other\n");
            assertRefused("there is a file " + wanted + " already", file::publish);
        }
        Path folder = wanted.resolveSibling("menu.csv");
        try (NewFile file = NewFile.begin(folder, true)) {
            Files.createDirectories(folder.resolve("full"));
            assertThatThrownBy(file::publish).hasMessageStartingWith("cannot create " + folder + ": ");
        }
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

    @ParameterizedTest
    @EnumSource
    void fileTakesNobodysPlace(Place place) throws Exception {
        Path folder = folder(place);
        Path taken = folder.resolve("export.csv");
        Files.writeString(taken, "other\n");
        assertRefused("there is a file " + taken + " already", () -> NewFile.requirePlace(taken));
        assertRefused("there is a file " + taken + " already", () -> NewFile.create(taken, "seq\n".getBytes(UTF_8)));
        assertRefused(folder + " is a folder", () -> NewFile.requirePlace(folder));
        assertRefused(folder + " is a folder", () -> NewFile.begin(folder, true));
        assertThat(Files.readString(taken)).isEqualTo("other\n");
    }

    @ParameterizedTest
    @EnumSource
    void fileNeedsItsFolder(Place place) throws Exception {
        Path folder = folder(place);
        Path nowhere = folder.resolve("missing").resolve("export.csv");
        String refusal = "cannot create " + nowhere + ": there is no such folder";
        assertRefused(refusal, () -> NewFile.requirePlace(nowhere));
        assertRefused(refusal, () -> NewFile.create(nowhere, "seq\n".getBytes(UTF_8)));
        assertThat(filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fileIsCreatedAtOnceWhereItsContentIsThere(Place place) throws Exception {
        Path folder = folder(place);
        Path wanted = folder.resolve("menu.csv");
        NewFile.requirePlace(wanted);
        NewFile.create(wanted, "sku\n".getBytes(UTF_8));
        assertThat(Files.readString(wanted)).isEqualTo("sku\n");
        assertThat(filesIn(folder)).containsExactly("menu.csv");
    }

    private static void assertRefused(String why, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(NotCreatedException.class).hasMessage(why);
    }

    /// A day must not be closed before it is seen that its file cannot be made.
    @Test
    void placeOfALinkThatLeadsNowhereIsTaken() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("day.csv"), temporary.resolve("nowhere"));
        assertRefused("there is a file " + link + " already", () -> NewFile.requirePlace(link));
    }
}
