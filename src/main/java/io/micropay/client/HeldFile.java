package io.micropay.client;

import io.micropay.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that nobody else may hold: no other process, and no other part of this one.
///
/// The lock is the system's, and ends with the process, however it ends. To close any descriptor of a file frees all
/// the locks that the process has on it (POSIX, fcntl): so a file that is held here is neither opened nor read but
/// through the channel that has the lock.
final class HeldFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldFile.class);
    private static final int BYTES_MAX = 4_096;
    private static final Duration POLL = Duration.ofMillis(10);

    /// From before a file is opened until it is held or closed again.
    private static final ReentrantLock OPENING = new ReentrantLock();

    private static final Map<Path, HeldFile> HELD = new HashMap<>();

    private final Path path;
    private final FileChannel channel;

    private HeldFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Holds a file, if nobody does. Does not wait.
    ///
    /// @return empty when somebody holds it, or there is none
    static Optional<HeldFile> take(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        OPENING.lock();
        try {
            return HELD.containsKey(path) ? Optional.empty() : open(path);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } finally {
            OPENING.unlock();
        }
    }

    /// Makes a file that says nothing, unless it is there, and holds it once nobody else does.
    ///
    /// @param patience how long to wait for another process of this wallet
    /// @throws IOException when it has to be waited for longer
    static HeldFile await(Path lock, Duration patience) throws IOException {
        PrivateFiles.createEmpty(lock);
        long end = System.nanoTime() + patience.toNanos();
        Optional<HeldFile> held = take(lock);
        while (held.isEmpty()) {
            if (System.nanoTime() >= end) {
                throw new IOException("another process of this wallet keeps " + lock + " locked");
            }
            pause();
            held = take(lock);
        }
        return held.get();
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while another process of this wallet was busy", stopped);
        }
    }

    private static Optional<HeldFile> open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Optional<HeldFile> held = Optional.empty();
        try {
            // Whoever held it until now may have taken it away.
            if (channel.tryLock() != null && Files.exists(path)) {
                held = Optional.of(new HeldFile(path, channel));
                HELD.put(path, held.get());
            }
            return held;
        } finally {
            if (held.isEmpty()) {
                channel.close();
            }
        }
    }

    /// What stands in a file, whoever holds it.
    ///
    /// @return empty when there is none
    static Optional<String> read(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        OPENING.lock();
        try {
            HeldFile held = HELD.get(path);
            if (held != null) {
                return Optional.of(held.content());
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                return Optional.of(content(channel));
            }
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } finally {
            OPENING.unlock();
        }
    }

    String content() throws IOException {
        return content(channel);
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        OPENING.lock();
        try {
            HELD.remove(path);
            channel.close();
        } catch (IOException ended) {
            LOG.debug("the lock of {} ends with the process", path, ended);
        } finally {
            OPENING.unlock();
        }
    }
}
