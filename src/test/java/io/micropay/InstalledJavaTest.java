package io.micropay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledJavaTest {

    @TempDir
    private Path folder;

    private Path shelf;

    @BeforeEach
    void makeShelf() throws IOException {
        shelf = Files.createDirectory(folder.resolve("shelf"));
    }

    @Test
    void newestOnTheShelfIsTaken() throws IOException {
        install(shelf.resolve("a"), "21.0.4");
        Path newest = install(shelf.resolve("b"), "25");
        install(shelf.resolve("c"), "17.0.15");
        assertThat(InstalledJava.find(21, null, List.of(shelf)))
                .map(InstalledJava::executable)
                .contains(newest);
    }

    @Test
    void chosenJavaIsTakenBeforeANewerOne() throws IOException {
        Path chosen = install(folder.resolve("chosen"), "21.0.4");
        install(shelf.resolve("b"), "25");
        assertThat(InstalledJava.find(21, folder.resolve("chosen").toString(), List.of(shelf)))
                .map(InstalledJava::executable)
                .contains(chosen);
    }

    @Test
    void chosenJavaThatIsTooOldIsPassedOver() throws IOException {
        install(folder.resolve("chosen"), "1.8.0_402");
        Path newer = install(shelf.resolve("b"), "25");
        assertThat(InstalledJava.find(21, folder.resolve("chosen").toString(), List.of(shelf)))
                .map(InstalledJava::executable)
                .contains(newer);
    }

    @Test
    void homeInsideAMacBundleIsFound() throws IOException {
        Path java = install(shelf.resolve("temurin.jdk/Contents/Home"), "25");
        assertThat(InstalledJava.find(21, null, List.of(shelf)))
                .map(InstalledJava::executable)
                .contains(java);
    }

    @Test
    void nothingIsFoundWhereNothingNewEnoughIs() throws IOException {
        install(shelf.resolve("a"), "20.0.2");
        install(shelf.resolve("unnumbered"), "unknown");
        Files.createDirectories(shelf.resolve("empty/bin"));
        assertThat(InstalledJava.find(21, "", List.of(shelf, folder.resolve("absent"))))
                .isEmpty();
    }

    private static Path install(Path home, String version) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return java;
    }
}
