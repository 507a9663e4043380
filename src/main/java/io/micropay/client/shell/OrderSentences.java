package io.micropay.client.shell;

import io.micropay.client.Obstacle;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.money.PaymentOrder;
import java.util.Optional;

/// What a person reads of orders: how far they have come, and what stood in the way.
final class OrderSentences {

    private OrderSentences() {}

    static String cancelling(Obstacle obstacle) {
        return "-> No proof of payment: " + because(obstacle) + "\n-> Asking the server to cancel the order...";
    }

    static String earlierOrder(PaymentOrder order, PaymentResult result) {
        String what = "-> An earlier order, " + order.amount() + " to " + order.payee() + ", ";
        return switch (result) {
            case PaymentResult.Paid paid -> what + "was paid.\n" + PaymentSentences.receipt(paid.keeping());
            case PaymentResult.NotPaid notPaid ->
                what + "was not paid, and never will be: " + because(notPaid.obstacle()) + ".";
            case PaymentResult.Open open ->
                what + "is open still: " + openUntil(order) + "\n   (cancel " + order.id()
                        + " makes sure that it is not paid)";
        };
    }

    static String unreadableJournal(String detail) {
        return "-> Nobody can say which orders are open: " + because(new Obstacle.JournalUnreadable(detail));
    }

    /// What to do about what stands in the way, rather than sign another order at once.
    static Optional<String> hint(Obstacle obstacle) {
        if (obstacle instanceof Obstacle.SameOrderOpen same) {
            return Optional.of("payments says what became of it, cancel "
                    + same.order().id() + " ends it, and " + PaymentCommands.ANYWAY
                    + " at the end of the line pays another beside it");
        }
        if (obstacle instanceof Obstacle.ClockWrong) {
            return Optional.of("set the clock; the wallet notices");
        }
        return obstacle instanceof Obstacle.SameOrderPaid
                ? Optional.of(PaymentCommands.ANYWAY + " at the end of the line pays it once more")
                : Optional.empty();
    }

    private static String cancelled(PaymentOrder order) {
        return "-> Cancelled for good: " + order.amount() + " to " + order.payee() + PaymentSentences.said(order.memo())
                + ".";
    }

    /// The state in a word.
    static String word(PaymentState state) {
        return switch (state) {
            case PaymentState.Open open -> "open";
            case PaymentState.Committed committed -> "committed";
            case PaymentState.Refused refused -> "refused";
            case PaymentState.Cancelled cancelled -> "cancelled";
            case PaymentState.Lapsed lapsed -> "lapsed";
        };
    }

    /// What came of cancelling an order.
    static String ended(OwnPayment payment) {
        return payment.state() instanceof PaymentState.Cancelled ? cancelled(payment.order()) : neverPaid(payment);
    }

    private static String neverPaid(OwnPayment payment) {
        return "-> It was " + word(payment.state()) + " already, and never will be paid: "
                + payment.order().amount() + " to " + payment.order().payee() + ".";
    }

    static String interrupted(PaymentOrder order) {
        return "interrupted: the payment of " + order.amount() + " to " + order.payee() + " may still go through; "
                + openUntil(order);
    }

    static String afterInterruption(PaymentOrder order) {
        return "micropay payments shows what became of it, and micropay cancel " + order.id()
                + " makes sure that it is not paid";
    }

    static String openUntil(PaymentOrder order) {
        return "it can be paid until " + order.expires() + ", its id is " + order.id();
    }

    /// What stands in the way, as the end of a sentence.
    static String because(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.NotLoggedIn notLoggedIn -> "please login first";
            case Obstacle.ClockWrong wrong -> "this machine's clock is " + wrong.deviation();
            case Obstacle.UnknownPayee unknown -> "there is no such account";
            case Obstacle.PayeeNotOnline notOnline -> "the payee is not online";
            case Obstacle.PayeeNotListening notListening ->
                "the payee is not reachable: it listens neither at a port nor through the server";
            case Obstacle.PayeeUnreachable unreachable ->
                "the payee is not reachable, neither at the listed address nor through the server: "
                        + Sentences.plain(unreachable.detail());
            case Obstacle.NotThePayee notThePayee -> "somebody else than the payee answers at the listed address";
            case Obstacle.Declined declined -> "the payee declined: " + Sentences.plain(declined.reason());
            case Obstacle.Refused refused ->
                Sentences.plain(refused.text()) + " (TRANS FAIL " + Sentences.plain(refused.reason()) + ")";
            case Obstacle.GivenUp givenUp -> "you did not want to wait any longer";
            case Obstacle.PayeeVanished vanished -> "the payee did not answer: " + Sentences.plain(vanished.detail());
            case Obstacle.PayeeNonsense nonsense ->
                "the payee's answer makes no sense: " + Sentences.plain(nonsense.detail());
            case Obstacle.CannotKeep cannotKeep -> "the order could not be written down: " + cannotKeep.detail();
            case Obstacle.JournalUnreadable unreadable -> "the wallet's journal cannot be read: " + unreadable.detail();
            case Obstacle.SameOrderOpen same -> "an order for the same is open still: " + openUntil(same.order());
            case Obstacle.SameOrderPaid same ->
                "the same was paid by an order that an earlier run has left, its id is "
                        + same.order().id();
            case Obstacle.RefundedMeanwhile meanwhile ->
                "another process of this wallet is paying back the same payment, or has just done so";
            case Obstacle.IdTaken taken ->
                "the id belongs to another payment: " + taken.order().amount() + " to "
                        + taken.order().payee()
                        + PaymentSentences.said(taken.order().memo());
            case Obstacle.InHand inHand -> "another process of this wallet is paying it at this moment";
            case Obstacle.Cancelled cancelled -> "it was cancelled";
            case Obstacle.Lapsed lapsed -> "nobody paid it in time";
            case Obstacle.StillOpen open -> "the server has not said what became of it";
        };
    }
}
