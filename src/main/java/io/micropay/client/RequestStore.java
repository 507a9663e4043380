package io.micropay.client;

import io.micropay.files.PrivateFiles;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.FormatException;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The requests of one account, and the orders that pay them.
///
/// An order is written down beside its request before it is accepted: of two that come for the same request, one is
/// taken, also when the wallet ends in between.
final class RequestStore {

    private static final int REFERENCE_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    RequestStore(Path folder) {
        this.folder = folder;
    }

    /// Makes a request whose reference nobody can guess.
    OwnRequest create(Amount amount, Memo words) throws IOException {
        byte[] random = new byte[REFERENCE_BYTES];
        RANDOM.nextBytes(random);
        String reference = HexFormat.of().formatHex(random);
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.create(folder, reference + ".request", amount + "#" + words + "\n");
        return new OwnRequest(reference, amount, words);
    }

    /// @param reference of the form, so that it names a file in the folder
    Optional<OwnRequest> find(String reference) throws IOException {
        Optional<String> line = line(file(reference, ".request"));
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<String> fields = List.of(line.get().split("#", -1));
        Optional<Amount> amount = Amount.parse(fields.getFirst());
        Optional<Memo> words = fields.size() == 2 ? Memo.parse(fields.getLast()) : Optional.empty();
        if (amount.isEmpty() || words.isEmpty()) {
            throw new IOException(file(reference, ".request") + " holds no request");
        }
        return Optional.of(new OwnRequest(reference, amount.get(), words.get()));
    }

    /// The order that may pay the request, and that no other may beside.
    Optional<PaymentOrder> claimant(String reference) throws IOException {
        return order(file(reference, ".claim"));
    }

    /// The order that has paid the request.
    Optional<PaymentOrder> payment(String reference) throws IOException {
        return order(file(reference, ".paid"));
    }

    /// Has this order, and no other, pay the request.
    ///
    /// @return whether it may
    boolean claim(String reference, SignedOrder signed) throws IOException {
        try {
            PrivateFiles.create(folder, reference + ".claim", line(signed));
            return true;
        } catch (FileAlreadyExistsException claimed) {
            return claimant(reference).filter(signed.order()::equals).isPresent();
        }
    }

    /// The order that may pay the request will not: another may.
    void release(String reference, PaymentOrder order) throws IOException {
        boolean unpaid = payment(reference).isEmpty();
        if (unpaid && claimant(reference).filter(order::equals).isPresent()) {
            Files.deleteIfExists(file(reference, ".claim"));
        }
    }

    /// The request is paid, for good.
    void paid(String reference, SignedOrder signed) throws IOException {
        if (payment(reference).isEmpty()) {
            PrivateFiles.create(folder, reference + ".paid", line(signed));
        }
    }

    private Path file(String reference, String suffix) {
        return folder.resolve(reference + suffix);
    }

    private static String line(SignedOrder signed) {
        return new PeerMessage.Order(signed.order(), signed.payerSignature()).line() + "\n";
    }

    private static Optional<PaymentOrder> order(Path file) throws IOException {
        Optional<String> line = line(file);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (PeerMessage.parse(line.get()) instanceof PeerMessage.Order order) {
                return Optional.of(order.order());
            }
            throw new IOException(file + " holds no order");
        } catch (FormatException damaged) {
            throw new IOException(file + " holds no order", damaged);
        }
    }

    /// @return empty when there is no such file
    private static Optional<String> line(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
