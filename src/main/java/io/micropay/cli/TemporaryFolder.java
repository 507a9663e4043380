package io.micropay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is gone afterwards, with all that is in it.
final class TemporaryFolder {

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /// @param prefix what its name begins with
    static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /// Deletes all of it, as far as that is possible.
    void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> insideFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : insideFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            System.err.println("micropay: hint: the folder " + path + " can be deleted");
        }
    }
}
