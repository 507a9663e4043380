package io.micropay.client;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The orders that one account has signed: those that are open, and what became of the others.
///
/// An order is written down before it leaves, so that a wallet that ends in between, however it ends, takes it up again
/// the next time. While a payment runs, its file is locked: another process of the same wallet leaves it alone. When
/// its end is known, it is written down with it among the closed ones first, and then taken away from the open ones: a
/// wallet that ends between the two finds both, and knows that nobody was told.
final class OrderJournal {

    private static final Logger LOG = LoggerFactory.getLogger(OrderJournal.class);
    private static final String SUFFIX = ".order";
    private static final int FILE_BYTES_MAX = 4_096;

    private final Path open;
    private final Path closed;

    /// @param open the folder of the open orders
    /// @param closed the folder of those that have come to an end
    OrderJournal(Path open, Path closed) {
        this.open = open;
        this.closed = closed;
    }

    /// One order that this process takes care of.
    static final class OpenOrder implements AutoCloseable {

        private final SignedOrder signed;
        private final Path file;
        private final Path closed;
        private final FileChannel channel;

        private OpenOrder(SignedOrder signed, Path file, Path closed, FileChannel channel) {
            this.signed = signed;
            this.file = file;
            this.closed = closed;
            this.channel = channel;
        }

        SignedOrder signed() {
            return signed;
        }

        /// What became of it is known for good, unless the state is [PaymentState.Open].
        void settled(PaymentState state) {
            if (state instanceof PaymentState.Open) {
                return;
            }
            try {
                String name = nameOf(signed.order().id());
                PrivateFiles.createFolder(closed);
                if (!Files.exists(closed.resolve(name))) {
                    PrivateFiles.create(closed, name, line(signed) + state.line() + "\n");
                }
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

    /// Writes an order down, before it leaves. It takes the place of one of the same id that has lapsed.
    OpenOrder begin(SignedOrder signed) throws IOException {
        PrivateFiles.createFolder(open);
        String name = nameOf(signed.order().id());
        Files.deleteIfExists(closed.resolve(name));
        PrivateFiles.create(open, name, line(signed));
        return lock(open.resolve(name))
                .orElseThrow(() -> new IOException(open.resolve(name) + " is locked by another process"));
    }

    /// The orders of which an earlier run has not told the end, and that nobody else takes care of.
    List<OpenOrder> left() throws IOException {
        List<OpenOrder> left = new ArrayList<>();
        try {
            for (Path file : files(open)) {
                lock(file).ifPresent(left::add);
            }
            return left;
        } catch (IOException | RuntimeException unreadable) {
            left.forEach(OpenOrder::close);
            throw unreadable;
        }
    }

    /// Takes care of one order that is open.
    ///
    /// @return empty when there is none of this id, or somebody else takes care of it
    Optional<OpenOrder> take(PaymentId id) throws IOException {
        return lock(open.resolve(nameOf(id)));
    }

    /// The open orders, whoever takes care of them; the oldest first.
    List<PaymentOrder> open() throws IOException {
        List<PaymentOrder> orders = new ArrayList<>();
        for (Path file : files(open)) {
            if (!Files.exists(closed.resolve(file.getFileName()))) {
                read(file).map(OwnPayment::order).ifPresent(orders::add);
            }
        }
        return orders;
    }

    /// The latest orders that have come to an end, the newest first.
    List<OwnPayment> closed(int countMax) throws IOException {
        List<OwnPayment> payments = new ArrayList<>();
        List<Path> newestFirst = files(closed).reversed();
        for (Path file : newestFirst.subList(0, Math.min(countMax, newestFirst.size()))) {
            read(file).ifPresent(payments::add);
        }
        return payments;
    }

    /// The order of this id, open or not.
    Optional<OwnPayment> find(PaymentId id) throws IOException {
        Optional<OwnPayment> ended = read(closed.resolve(nameOf(id)));
        return ended.isPresent() ? ended : read(open.resolve(nameOf(id)));
    }

    /// The files of orders; ids sort by their time.
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .toList();
        }
    }

    private static String nameOf(PaymentId id) {
        return id + SUFFIX;
    }

    private static String line(SignedOrder signed) {
        return new PeerMessage.Order(signed.order(), signed.payerSignature()).line() + "\n";
    }

    /// @return empty when another process has it, or has just settled it
    private Optional<OpenOrder> lock(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException settled) {
            return Optional.empty();
        }
        Optional<OpenOrder> taken = Optional.empty();
        try {
            if (tryLock(channel) != null && Files.exists(file)) {
                SignedOrder signed = signed(file, content(channel));
                taken = Optional.of(new OpenOrder(signed, file, closed, channel));
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

    /// @return empty when there is no such file
    private static Optional<OwnPayment> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            String content = content(channel);
            return Optional.of(new OwnPayment(signed(file, content).order(), state(file, content)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Reads through the channel that may be locked: closing any other descriptor of the file would free this process's
    /// lock on it (POSIX, fcntl).
    private static String content(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(FILE_BYTES_MAX);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    private static SignedOrder signed(Path file, String content) throws IOException {
        try {
            String first = content.lines().findFirst().orElse("");
            if (PeerMessage.parse(first) instanceof PeerMessage.Order order) {
                return new SignedOrder(order.order(), order.payerSignature());
            }
            throw new IOException(file + " holds no order");
        } catch (FormatException damaged) {
            throw new IOException(file + " holds no order", damaged);
        }
    }

    /// An order without an end has come to none.
    private static PaymentState state(Path file, String content) throws IOException {
        Optional<String> second = content.lines().skip(1).findFirst();
        return second.isEmpty()
                ? new PaymentState.Open()
                : PaymentState.parse(second.get())
                        .orElseThrow(() -> new IOException(file + " holds no end of an order"));
    }
}
