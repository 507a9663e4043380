package io.micropay.client;

import io.micropay.files.PrivateFiles;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The orders that one account has signed: those that are open, and what became of the others.
///
/// An order is written down before it leaves, so that a wallet that ends in between, however it ends, takes it up again
/// the next time. While a payment runs, its file is locked: another process of the same wallet leaves it alone. When
/// its end is known, it is written down with it among the closed ones first, and then taken away from the open ones: a
/// wallet that ends between the two finds both, and knows that nobody was told.
///
/// Of the closed ones the latest are kept. Their receipts are kept for ever, and elsewhere.
final class OrderJournal {

    private static final Logger LOG = LoggerFactory.getLogger(OrderJournal.class);

    /// Orders of which the end is kept. A server remembers as many refusals of a payer.
    static final int CLOSED_MAX = 1_000;

    private final Path open;
    private final Path closed;
    private final Path lock;
    private final Duration patience;

    /// @param open the folder of the open orders
    /// @param closed the folder of those that have come to an end
    /// @param lock the file that is held while an order is decided about
    /// @param patience how long to wait for another process that holds it
    OrderJournal(Path open, Path closed, Path lock, Duration patience) {
        this.open = open;
        this.closed = closed;
        this.lock = lock;
        this.patience = patience;
    }

    /// One order that this process takes care of.
    final class OpenOrder implements AutoCloseable {

        private final SignedOrder signed;
        private final Path file;
        private final HeldFile held;

        private OpenOrder(SignedOrder signed, Path file, HeldFile held) {
            this.signed = signed;
            this.file = file;
            this.held = held;
        }

        SignedOrder signed() {
            return signed;
        }

        /// What became of it is known for good, unless the state is [PaymentState.Open].
        void ended(PaymentState state) {
            if (state instanceof PaymentState.Open) {
                return;
            }
            try {
                String name = OrderFile.nameOf(signed.order().id());
                PrivateFiles.createDurableFolder(closed);
                if (!Files.exists(closed.resolve(name))) {
                    PrivateFiles.create(closed, name, OrderFile.text(signed, state));
                }
                Files.deleteIfExists(file);
                forgetOldest();
            } catch (IOException stays) {
                LOG.debug("{} stays, and is ended once more the next time", file, stays);
            }
        }

        /// Leaves it to whoever comes next, unless it has ended.
        @Override
        public void close() {
            held.close();
        }
    }

    /// Has the journal alone: until it is given back, no other process of this wallet begins an order, or takes one up.
    ///
    /// @throws IOException when another keeps it for too long
    HeldFile alone() throws IOException {
        return HeldFile.await(lock, patience);
    }

    /// Writes an order down, before it leaves. It takes the place of one of the same id that has lapsed. Whoever
    /// decides that it may be begun has the journal [#alone].
    ///
    /// @throws FileAlreadyExistsException when there is another of this id
    OpenOrder begin(SignedOrder signed) throws IOException {
        PrivateFiles.createDurableFolder(open);
        String name = OrderFile.nameOf(signed.order().id());
        Path ended = closed.resolve(name);
        if (OrderFile.read(ended)
                .filter(payment -> !(payment.state() instanceof PaymentState.Lapsed))
                .isPresent()) {
            throw new FileAlreadyExistsException(name);
        }
        Files.deleteIfExists(ended);
        PrivateFiles.create(open, name, OrderFile.text(signed));
        return take(open.resolve(name)).orElseThrow(() -> new FileAlreadyExistsException(name));
    }

    /// The orders of which an earlier run has not told the end, and that nobody else takes care of.
    List<OpenOrder> left() throws IOException {
        if (files(open).isEmpty()) {
            return List.of();
        }
        List<OpenOrder> left = new ArrayList<>();
        // An order that another process is just beginning is not left.
        HeldFile alone = alone();
        try {
            for (Path file : files(open)) {
                take(file).ifPresent(left::add);
            }
            return left;
        } catch (IOException | RuntimeException unreadable) {
            left.forEach(OpenOrder::close);
            throw unreadable;
        } finally {
            alone.close();
        }
    }

    /// Takes care of one order that is open.
    ///
    /// @return empty when there is none of this id, or somebody else takes care of it
    Optional<OpenOrder> take(PaymentId id) throws IOException {
        return take(open.resolve(OrderFile.nameOf(id)));
    }

    /// The open orders, whoever takes care of them; the oldest first.
    List<PaymentOrder> open() throws IOException {
        List<PaymentOrder> orders = new ArrayList<>();
        for (Path file : files(open)) {
            if (!Files.exists(closed.resolve(file.getFileName()))) {
                OrderFile.read(file).map(OwnPayment::order).ifPresent(orders::add);
            }
        }
        return orders;
    }

    /// The orders that pay for something, those that are open and the latest of the others.
    Set<PaymentId> ordersFor(Memo memo) throws IOException {
        Stream<PaymentOrder> ended = closed(CLOSED_MAX).stream().map(OwnPayment::order);
        return Stream.concat(open().stream(), ended)
                .filter(order -> order.memo().equals(memo))
                .map(PaymentOrder::id)
                .collect(Collectors.toSet());
    }

    /// The latest orders that have come to an end, the newest first.
    List<OwnPayment> closed(int countMax) throws IOException {
        List<OwnPayment> payments = new ArrayList<>();
        List<Path> newestFirst = files(closed).reversed();
        for (Path file : newestFirst.subList(0, Math.min(countMax, newestFirst.size()))) {
            OrderFile.read(file).ifPresent(payments::add);
        }
        return payments;
    }

    /// The order of this id, open or not.
    Optional<OwnPayment> find(PaymentId id) throws IOException {
        Optional<OwnPayment> ended = OrderFile.read(closed.resolve(OrderFile.nameOf(id)));
        return ended.isPresent() ? ended : OrderFile.read(open.resolve(OrderFile.nameOf(id)));
    }

    /// The files of orders; ids sort by their time.
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(OrderFile::isNamedSo)
                    .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .toList();
        }
    }

    /// One whose end has not been told is open still.
    private void forgetOldest() throws IOException {
        List<Path> oldestFirst = files(closed);
        for (Path file : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - CLOSED_MAX))) {
            if (!Files.exists(open.resolve(file.getFileName()))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// @return empty when somebody else takes care of it, or has just ended it
    private Optional<OpenOrder> take(Path file) throws IOException {
        Optional<HeldFile> held = HeldFile.take(file);
        try {
            return held.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new OpenOrder(OrderFile.signed(file, held.get().content()), file, held.get()));
        } catch (IOException unreadable) {
            held.ifPresent(HeldFile::close);
            throw unreadable;
        }
    }
}
