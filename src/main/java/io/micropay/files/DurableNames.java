package io.micropay.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// The names of files, which their folders keep.
public final class DurableNames {

    private DurableNames() {}

    /// Gives what a draft holds its name, unless that is taken. The draft may be left.
    ///
    /// @throws FileAlreadyExistsException when it is taken
    public static void appear(Path draft, Path place) throws IOException {
        try {
            Files.createLink(place, draft);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
            // There the check for a taken name and the move are two steps.
            Files.move(draft, place);
        }
    }

    /// Makes the name of a file durable.
    public static void syncName(Path file) throws IOException {
        sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /// Makes the names in a folder durable; only file systems with modes let a folder be opened for that.
    public static void sync(Path folder) throws IOException {
        if (FileModes.areAt(folder)) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
