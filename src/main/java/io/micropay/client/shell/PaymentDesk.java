package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ConnectionException;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentIntent;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.client.Refundable;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import java.util.Optional;
import java.util.function.Consumer;

/// Has done what moves money, and says what became of it.
public final class PaymentDesk {

    private final WalletSession session;
    private final Consumer<String> announce;
    private final Consumer<String> warn;

    /// @param announce is told what is about to be paid
    /// @param warn is told what may not be as it should
    public PaymentDesk(WalletSession session, Consumer<String> announce, Consumer<String> warn) {
        this.session = session;
        this.announce = announce;
        this.warn = warn;
    }

    public Outcome.Paid pay(PaymentIntent intent) throws CommandFailedException {
        if (session.account().filter(intent.payee()::equals).isPresent()) {
            throw new CommandFailedException(Kind.USAGE, "nobody can pay themselves");
        }
        announce.accept(PaymentSentences.paying(intent.payee(), intent.amount(), unit()));
        return paid(() -> session.pay(intent));
    }

    /// What became of a payment that has a name of the payer's choice, if that needs no further attempt.
    public Optional<Outcome.Paid> earlier(PaymentIntent intent) throws CommandFailedException {
        Optional<PaymentResult> earlier = asked(() -> session.earlier(intent));
        return earlier.isEmpty() ? Optional.empty() : Optional.of(judged(earlier.get()));
    }

    /// Pays what somebody asks for.
    ///
    /// @param intent what the request comes to
    public Outcome.Paid pay(PaymentRequest request, PaymentIntent intent) throws CommandFailedException {
        if (!request.server().equals(session.server())) {
            warn.accept(PaymentSentences.otherServer(request.server(), session.server()));
        }
        announce.accept(PaymentSentences.payingRequest(request, unit()));
        return paid(() -> session.pay(intent));
    }

    /// Pays back a payment, or a part of what is left of it.
    ///
    /// @param wanted empty for all that is left
    public Outcome.Paid refund(PaymentId id, Optional<Amount> wanted, boolean anyway) throws CommandFailedException {
        Refundable refundable = asked(() -> session.book().refundable(id))
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED, "nobody has paid you a payment " + id, "history shows who has paid you"));
        Amount amount = wanted.orElse(refundable.left());
        requireLeft(refundable, amount);
        announce.accept(PaymentSentences.refunding(refundable.original(), amount, unit()));
        return paid(() -> session.refund(refundable, amount, anyway));
    }

    private String unit() {
        return session.ledger().unit();
    }

    /// All refunds of a payment total at most its amount.
    private static void requireLeft(Refundable refundable, Amount amount) throws CommandFailedException {
        if (refundable.left().isZero()) {
            throw new CommandFailedException(
                    Kind.REFUSED, "nothing is left of this payment: it was paid back, or is by an order that is open");
        }
        if (amount.compareTo(refundable.left()) > 0) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "refunds total at most the payment",
                    refundable.left() + " of " + refundable.original().amount() + " is left to pay back");
        }
    }

    /// A way to pay.
    private interface Paying {
        PaymentResult pay() throws ConnectionException;
    }

    private static Outcome.Paid paid(Paying paying) throws CommandFailedException {
        try {
            return judged(paying.pay());
        } catch (ConnectionException beforeAnything) {
            throw Failures.nothingPaid(beforeAnything);
        }
    }

    private static Outcome.Paid judged(PaymentResult result) throws CommandFailedException {
        return switch (result) {
            case PaymentResult.Paid paid -> new Outcome.Paid(paid);
            case PaymentResult.NotPaid notPaid -> throw Failures.of(notPaid);
            case PaymentResult.Open open -> throw Failures.of(open);
        };
    }

    /// The orders that were signed, and what became of them.
    public Outcome.Payments payments(int count) throws CommandFailedException {
        return new Outcome.Payments(asked(() -> session.book().payments(count)));
    }

    public Outcome.Cancelled cancel(PaymentId id) throws CommandFailedException {
        OwnPayment payment = asked(() -> session.book().cancel(id))
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED,
                        "this wallet has signed no order " + id,
                        "payments shows those that it has signed"));
        return switch (payment.state()) {
            case PaymentState.Cancelled cancelled -> new Outcome.Cancelled(payment);
            case PaymentState.Refused refused -> new Outcome.Cancelled(payment);
            case PaymentState.Lapsed lapsed -> new Outcome.Cancelled(payment);
            case PaymentState.Committed committed ->
                throw new CommandFailedException(
                        Kind.REFUSED, "too late: it was paid", "receipt " + id + " shows the proof");
            case PaymentState.Open open ->
                throw new CommandFailedException(
                        Kind.UNAVAILABLE,
                        "it is open still: " + OrderSentences.openUntil(payment.order()),
                        "try again");
        };
    }
}
