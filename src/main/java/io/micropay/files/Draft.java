package io.micropay.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What is to become a file that only its owner can read: it is written beside its place, and gets there whole and
/// durably, or not at all.
final class Draft implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private boolean isThere = true;

    private Draft(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Begins a file that is to lie in a folder.
    static Draft in(Path folder) throws IOException {
        Path path = Files.createTempFile(folder, ".new-", "", FileModes.ownersFile(folder));
        try {
            return new Draft(path, FileChannel.open(path, StandardOpenOption.WRITE));
        } catch (IOException failure) {
            Files.deleteIfExists(path);
            throw failure;
        }
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /// Makes what was written appear.
    ///
    /// @throws FileAlreadyExistsException when there is something: nothing is replaced
    void appearAt(Path place) throws IOException {
        finish();
        DurableNames.appear(path, place);
        // Before the sync: else a power failure could leave a second name of what is private.
        takeAway();
        DurableNames.syncName(place);
    }

    /// Makes it appear in the place of a file that may be there: a reader sees the one or the other.
    void replace(Path place) throws IOException {
        finish();
        Files.move(path, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isThere = false;
        DurableNames.syncName(place);
    }

    private void finish() throws IOException {
        channel.force(true);
        channel.close();
    }

    private void takeAway() throws IOException {
        Files.deleteIfExists(path);
        isThere = false;
    }

    /// Takes away what has not appeared. What has left its name behind: a file of that name is somebody else's by now.
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (isThere) {
                takeAway();
            }
        }
    }
}
