package io.micropay.client;

import io.micropay.money.PaymentId;
import io.micropay.wire.FormatException;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// How an order that a wallet has signed stands in a file: as it is handed over, and below it what became of it.
final class OrderFile {

    private static final String SUFFIX = ".order";

    private OrderFile() {}

    static String nameOf(PaymentId id) {
        return id + SUFFIX;
    }

    static boolean isNamedSo(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    static String text(SignedOrder signed) {
        return new PeerMessage.Order(signed.order(), signed.payerSignature()).line() + "\n";
    }

    static String text(SignedOrder signed, PaymentState end) {
        return text(signed) + end.line() + "\n";
    }

    /// The order in a file, with its end if it has come to one.
    ///
    /// @return empty when there is no such file
    static Optional<OwnPayment> read(Path file) throws IOException {
        Optional<String> content = HeldFile.read(file);
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new OwnPayment(signed(file, content.get()).order(), state(file, content.get())));
    }

    static SignedOrder signed(Path file, String content) throws IOException {
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
