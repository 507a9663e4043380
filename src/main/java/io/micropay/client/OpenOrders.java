package io.micropay.client;

import io.micropay.wire.FormatException;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The orders that were signed and handed out, and of which nobody has said yet what became.
///
/// An order is written down before it leaves, so that a wallet that ends in between, however it ends, takes it up again
/// the next time. While a payment runs, its file is locked: another process of the same wallet leaves it alone.
final class OpenOrders {

    private static final Logger LOG = LoggerFactory.getLogger(OpenOrders.class);
    private static final String SUFFIX = ".order";
    private static final int ORDER_BYTES_MAX = 4_096;

    private final Path folder;

    OpenOrders(Path folder) {
        this.folder = folder;
    }

    /// One order that this process takes care of.
    static final class OpenOrder implements AutoCloseable {

        private final SignedOrder signed;
        private final Path file;
        private final FileChannel channel;

        private OpenOrder(SignedOrder signed, Path file, FileChannel channel) {
            this.signed = signed;
            this.file = file;
            this.channel = channel;
        }

        SignedOrder signed() {
            return signed;
        }

        /// What became of it is known: it is open no longer.
        void settled() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                LOG.debug("{} stays, and is settled once more the next time", file, stays);
            }
        }

        /// Leaves it to whoever comes next, unless it is settled.
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException ended) {
                LOG.debug("the lock of {} ends with the process", file, ended);
            }
        }
    }

    /// Writes an order down, before it leaves.
    OpenOrder begin(SignedOrder signed) throws IOException {
        PrivateFiles.createFolder(folder);
        String name = signed.order().id() + SUFFIX;
        Path file = folder.resolve(name);
        PrivateFiles.create(folder, name, new PeerMessage.Order(signed.order(), signed.payerSignature()).line() + "\n");
        return lock(file).orElseThrow(() -> new IOException(file + " is locked by another process"));
    }

    /// The orders that an earlier run has left, and that nobody else takes care of.
    List<OpenOrder> left() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<OpenOrder> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                lock(file).ifPresent(left::add);
            }
            return left;
        } catch (IOException | RuntimeException unreadable) {
            left.forEach(OpenOrder::close);
            throw unreadable;
        }
    }

    /// @return empty when another process has it, or has just settled it
    private static Optional<OpenOrder> lock(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException settled) {
            return Optional.empty();
        }
        Optional<OpenOrder> taken = Optional.empty();
        try {
            if (tryLock(channel) != null && Files.exists(file)) {
                taken = Optional.of(new OpenOrder(read(file, channel), file, channel));
            }
            return taken;
        } finally {
            if (taken.isEmpty()) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcess) {
            return null;
        }
    }

    /// Reads through the locked channel: closing any other descriptor of the file would free this process's lock on it
    /// (POSIX, fcntl).
    private static SignedOrder read(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ORDER_BYTES_MAX);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        try {
            PeerMessage message =
                    PeerMessage.parse(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip());
            if (message instanceof PeerMessage.Order order) {
                return new SignedOrder(order.order(), order.payerSignature());
            }
            throw new IOException(file + " holds no order");
        } catch (FormatException damaged) {
            throw new IOException(file + " holds no order", damaged);
        }
    }
}
