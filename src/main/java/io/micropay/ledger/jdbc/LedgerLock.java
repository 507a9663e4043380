package io.micropay.ledger.jdbc;

import io.micropay.files.FileFailure;
import io.micropay.files.FileModes;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerTakenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The lock that keeps a ledger to one process: a locked file with the process's id in it.
///
/// The operating system frees the lock when the process ends, however it ends. The file stays.
final class LedgerLock implements AutoCloseable {

    private static final Set<StandardOpenOption> OPEN_OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final int PROCESS_ID_LENGTH_MAX = 20;

    /// The locks of this process. It must not even open the file of one of them again: on POSIX systems, closing it
    /// frees the lock.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LedgerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock `ledger.lock` in a folder.
    ///
    /// @param folder an absolute path without links
    /// @throws LedgerException another process has it, or this one; or the folder cannot be written
    static LedgerLock take(Path folder) {
        Path file = folder.resolve("ledger.lock");
        if (!HELD.add(file)) {
            throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new LedgerLock(file, lockedChannel(folder, file));
        } catch (IOException failure) {
            HELD.remove(file);
            throw new LedgerException("cannot lock " + file + ": " + FileFailure.reason(failure), failure);
        } catch (LedgerException failure) {
            HELD.remove(file);
            throw failure;
        }
    }

    private static FileChannel lockedChannel(Path folder, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, OPEN_OPTIONS, FileModes.ownersFile(file));
        try {
            if (channel.tryLock() == null) {
                throw inUse(folder, owner(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | LedgerException failure) {
            channel.close();
            throw failure;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PROCESS_ID_LENGTH_MAX);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    }

    private static LedgerException inUse(Path folder, String processId) {
        return new LedgerTakenException(
                "the ledger in " + folder + " is in use by process " + processId,
                "stop that one first, or use another folder for the data");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new LedgerException("cannot unlock " + file + ": " + FileFailure.reason(failure), failure);
        }
        HELD.remove(file);
    }
}
