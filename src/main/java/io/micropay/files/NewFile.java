package io.micropay.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/// A file that only its owner can read, and that appears at its place whole and durably, or not at all.
public final class NewFile implements AutoCloseable {

    private final Path file;
    private final boolean replacing;
    private final Draft draft;

    private NewFile(Path file, boolean replacing, Draft draft) {
        this.file = file;
        this.replacing = replacing;
        this.draft = draft;
    }

    /// Begins a file.
    ///
    /// @param replacing whether it may take the place of one that is there
    public static NewFile begin(Path file, boolean replacing) throws NotCreatedException {
        requireFile(file);
        if (!replacing) {
            requireFree(file);
        }
        requireFolder(file);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        try {
            return new NewFile(file, replacing, Draft.in(folder));
        } catch (IOException failure) {
            throw NotCreatedException.failed(file, failure);
        }
    }

    /// Makes a file of what it is to hold, where there is none.
    public static void create(Path file, byte[] content) throws NotCreatedException {
        try (NewFile made = begin(file, false)) {
            made.stream().write(content);
            made.publish();
        } catch (IOException failure) {
            throw NotCreatedException.failed(file, failure);
        }
    }

    /// Refuses a place where no file could be made: before the work whose result it is to hold.
    public static void requirePlace(Path file) throws NotCreatedException {
        requireFree(file);
        requireFolder(file);
    }

    /// Refuses a place where there is something already.
    public static void requireFree(Path file) throws NotCreatedException {
        requireFile(file);
        // A link that leads nowhere is something, too: nothing can take its name.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw NotCreatedException.taken(file);
        }
    }

    private static void requireFile(Path file) throws NotCreatedException {
        if (Files.isDirectory(file)) {
            throw NotCreatedException.folder(file);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw NotCreatedException.notAFile(file);
        }
    }

    private static void requireFolder(Path file) throws NotCreatedException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw NotCreatedException.noFolder(file);
        }
    }

    public OutputStream stream() {
        return draft.stream();
    }

    /// Makes what was written appear.
    public void publish() throws NotCreatedException {
        Path place = file.toAbsolutePath();
        try {
            if (replacing) {
                draft.replace(place);
            } else {
                draft.appearAt(place);
            }
        } catch (FileAlreadyExistsException cameMeanwhile) {
            throw NotCreatedException.taken(file);
        } catch (IOException failure) {
            throw NotCreatedException.failed(file, failure);
        }
    }

    /// Takes away what was not published.
    @Override
    public void close() throws IOException {
        draft.close();
    }
}
