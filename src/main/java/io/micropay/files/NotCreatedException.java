package io.micropay.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file could not be made where it was asked for. The message is for a person: one line, lower case, no full stop.
public final class NotCreatedException extends Exception {

    private final @Nullable String hint;

    private NotCreatedException(String message, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    static NotCreatedException folder(Path place) {
        return new NotCreatedException(place + " is a folder", "name a file in it", null);
    }

    /// There is something that is neither a file nor a folder.
    static NotCreatedException notAFile(Path place) {
        return new NotCreatedException("not a file: " + place, null, null);
    }

    static NotCreatedException taken(Path file) {
        return new NotCreatedException(
                "there is a file " + file + " already",
                "nothing is overwritten: move it away first, or name another",
                null);
    }

    static NotCreatedException noFolder(Path file) {
        return new NotCreatedException("cannot create " + file + ": there is no such folder", null, null);
    }

    static NotCreatedException failed(Path file, IOException failure) {
        return new NotCreatedException("cannot create " + file + ": " + FileFailure.reason(failure), null, failure);
    }

    /// What to do about it.
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
