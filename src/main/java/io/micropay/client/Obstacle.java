package io.micropay.client;

import io.micropay.money.PaymentOrder;
import io.micropay.ntp.Deviation;
import io.micropay.payment.RefusalReason;
import java.util.Arrays;

/// Why a payment did not go through, as far as its payer knows.
public sealed interface Obstacle {

    /// Only who has logged in learns where the others are.
    record NotLoggedIn() implements Obstacle {}

    /// This machine's clock is wrong, and the wallet signed no order.
    record ClockWrong(Deviation deviation) implements Obstacle {}

    /// No account has this name.
    record UnknownPayee() implements Obstacle {}

    record PayeeNotOnline() implements Obstacle {}

    /// The payee is online, but takes no connections, being listed with port 0, and the server cannot reach it either.
    record PayeeNotListening() implements Obstacle {}

    /// Nobody can be reached at the payee's address, nor through the server.
    ///
    /// @param detail what the system says
    record PayeeUnreachable(String detail) implements Obstacle {}

    /// Somebody else than the payee answers at the payee's address: its key is another.
    record NotThePayee() implements Obstacle {}

    record Declined(String reason) implements Obstacle {}

    /// The payee passed on that the server refused. The payee could make this up; that nothing was paid is known
    /// from the server itself.
    ///
    /// @param reason a word of the protocol
    record Refused(String reason, String text) implements Obstacle {

        /// The same as the server itself tells it: by the word alone.
        static Refused of(String reason) {
            String text = Arrays.stream(RefusalReason.values())
                    .filter(known -> known.name().equals(reason))
                    .map(RefusalReason::text)
                    .findFirst()
                    .orElse("refused");
            return new Refused(reason, text);
        }
    }

    /// The payer did not want to wait any longer.
    record GivenUp() implements Obstacle {}

    /// The payee did not answer in time, or hung up.
    record PayeeVanished(String detail) implements Obstacle {}

    /// The payee answered what is no answer, or no proof of this payment.
    record PayeeNonsense(String detail) implements Obstacle {}

    /// The wallet could not write the order down, and did not send it.
    record CannotKeep(String detail) implements Obstacle {}

    /// The wallet could not look which orders are open, and signed none.
    record JournalUnreadable(String detail) implements Obstacle {}

    /// An order of the same payee, amount and memo is open: with another, the payee could be paid twice.
    record SameOrderOpen(PaymentOrder order) implements Obstacle {}

    /// An order of the same payee, amount and memo that an earlier run has left was paid, and nobody was told.
    record SameOrderPaid(PaymentOrder order) implements Obstacle {}

    /// Another process of this wallet has begun to pay the same payment back since it was reckoned what is left of it.
    record RefundedMeanwhile() implements Obstacle {}

    /// The payer has given the id to another payment before.
    record IdTaken(PaymentOrder order) implements Obstacle {}

    /// Another process of this wallet is paying it at this moment.
    record InHand() implements Obstacle {}

    /// The payer has cancelled the order, for good.
    record Cancelled() implements Obstacle {}

    /// The order was not paid while it could be.
    record Lapsed() implements Obstacle {}

    /// The server has not said for good what became of the order.
    record StillOpen() implements Obstacle {}
}
