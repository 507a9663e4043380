package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ConnectionException;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.client.Refundable;
import io.micropay.client.ServerAddress;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import java.util.List;
import java.util.Optional;

/// The commands that move money, and those that say what became of it.
final class PaymentCommands {

    /// Said last, and not in quotes, it pays although an order for the same is open.
    static final String ANYWAY = "--anyway";

    private static final int PAYMENTS_SHOWN = 20;
    private static final int PAYMENTS_SHOWN_MAX = 10_000;

    private final WalletSession session;
    private final ServerAddress server;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    /// @param server where the session is connected to
    PaymentCommands(WalletSession session, ServerAddress server, Dialogue dialogue, Suggestions suggestions) {
        this.session = session;
        this.server = server;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void pay(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(ANYWAY);
        if (arguments.peek().filter(PaymentCommands::isRequest).isPresent()) {
            payRequest(arguments, anyway);
            return;
        }
        AccountName payee = Arguments.name(arguments.next(Sentences.ASK_PAYEE, Word.PAY));
        Amount amount = Arguments.amount(arguments.next(Sentences.askAmount(payee), Word.PAY));
        Memo memo = memo(arguments.rest());
        if (amount.isZero()) {
            throw new CommandFailedException(Kind.USAGE, "an amount of zero is no payment");
        }
        if (session.account().filter(payee::equals).isPresent()) {
            throw new CommandFailedException(Kind.USAGE, "nobody can pay themselves");
        }
        dialogue.say(Sentences.paying(payee, amount, session.ledger().unit()));
        pay(() -> session.pay(payee, amount, memo, anyway));
    }

    private static boolean isRequest(String word) {
        return word.regionMatches(true, 0, PaymentRequest.SCHEME, 0, PaymentRequest.SCHEME.length());
    }

    private void payRequest(Arguments arguments, boolean anyway) throws CommandFailedException, CancelledException {
        String text = arguments.next(Sentences.ASK_PAYEE, Word.PAY);
        arguments.requireEnd(Word.PAY);
        PaymentRequest request = PaymentRequest.parse(text)
                .orElseThrow(() -> new CommandFailedException(
                        Kind.USAGE,
                        "this is not a request for a payment",
                        "it looks like micropay:name@host:port?amount=3.5&request=..."));
        if (!request.server().equals(server)) {
            dialogue.tell(Sentences.otherServer(request.server(), server));
        }
        dialogue.say(Sentences.payingRequest(request, session.ledger().unit()));
        pay(() -> session.pay(request, anyway));
    }

    void refund(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(ANYWAY);
        PaymentId id = Arguments.id(arguments.next(Sentences.ASK_ID, Word.REFUND));
        Optional<String> typed = arguments.next();
        arguments.requireEnd(Word.REFUND);
        Optional<Amount> wanted = typed.isEmpty() ? Optional.empty() : Optional.of(Arguments.amount(typed.get()));
        Refundable refundable = asked(() -> session.book().refundable(id))
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED, "nobody has paid you a payment " + id, "history shows who has paid you"));
        Amount amount = wanted.orElse(refundable.left());
        requireLeft(refundable, amount);
        dialogue.say(Sentences.refunding(
                refundable.original(), amount, session.ledger().unit()));
        pay(() -> session.refund(refundable, amount, anyway));
    }

    /// All refunds of a payment total at most its amount.
    private static void requireLeft(Refundable refundable, Amount amount) throws CommandFailedException {
        if (refundable.left().isZero()) {
            throw new CommandFailedException(
                    Kind.REFUSED, "nothing is left of this payment: it was paid back, or is by an order that is open");
        }
        if (amount.isZero()) {
            throw new CommandFailedException(Kind.USAGE, "an amount of zero is no payment");
        }
        if (amount.compareTo(refundable.left()) > 0) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "refunds total at most the payment",
                    refundable.left() + " of " + refundable.original().amount() + " is left to pay back");
        }
    }

    void request(Arguments arguments) throws CommandFailedException, CancelledException {
        Amount amount = Arguments.amount(arguments.next(Sentences.ASK_REQUESTED, Word.REQUEST));
        Memo words = memo(arguments.rest());
        if (amount.isZero()) {
            throw new CommandFailedException(Kind.USAGE, "an amount of zero is no payment");
        }
        AccountName payee = session.account()
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED, "please login first", "who pays a request looks for you in the list"));
        PaymentRequest request = asked(() -> session.request(payee, server, amount, words));
        dialogue.say(request.toString());
        if (dialogue.isPerson()) {
            dialogue.tell(QrText.of(request.toString()));
        }
    }

    /// A way to pay.
    private interface Paying {
        PaymentResult pay() throws ConnectionException;
    }

    private void pay(Paying paying) throws CommandFailedException {
        switch (result(paying)) {
            case PaymentResult.Paid paid -> dialogue.say(Sentences.paid(paid));
            case PaymentResult.NotPaid notPaid -> throw Failures.of(notPaid);
            case PaymentResult.Open open -> throw Failures.of(open);
        }
    }

    private static PaymentResult result(Paying paying) throws CommandFailedException {
        try {
            return paying.pay();
        } catch (ConnectionException beforeAnything) {
            throw Failures.nothingPaid(beforeAnything);
        }
    }

    /// Prefixes that the protocol keeps for itself would make a payment look like what it is not.
    private static Memo memo(String text) throws CommandFailedException {
        if (Purpose.isReserved(text)) {
            throw new CommandFailedException(Kind.USAGE, "a memo cannot start with order:, refund: or request:");
        }
        return Memo.of(text)
                .orElseThrow(() -> new CommandFailedException(
                        Kind.USAGE, "a memo is plain text of at most " + Memo.BYTES_MAX + " bytes"));
    }

    void payments(Arguments arguments) throws CommandFailedException, CancelledException {
        int count = arguments.count(PAYMENTS_SHOWN, PAYMENTS_SHOWN_MAX);
        arguments.requireEnd(Word.PAYMENTS);
        List<OwnPayment> payments = asked(() -> session.book().payments(count));
        suggestions.shown(payments.stream().map(payment -> payment.order().id()).toList());
        dialogue.say(Listings.payments(payments));
    }

    void cancel(Arguments arguments) throws CommandFailedException, CancelledException {
        PaymentId id = Arguments.id(arguments.next(Sentences.ASK_ID, Word.CANCEL));
        arguments.requireEnd(Word.CANCEL);
        OwnPayment payment = asked(() -> session.book().cancel(id))
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED,
                        "this wallet has signed no order " + id,
                        "payments shows those that it has signed"));
        switch (payment.state()) {
            case PaymentState.Cancelled cancelled -> dialogue.say(Sentences.cancelled(payment.order()));
            case PaymentState.Refused refused -> dialogue.say(Sentences.neverPaid(payment));
            case PaymentState.Lapsed lapsed -> dialogue.say(Sentences.neverPaid(payment));
            case PaymentState.Committed committed ->
                throw new CommandFailedException(
                        Kind.REFUSED, "too late: it was paid", "receipt " + id + " shows the proof");
            case PaymentState.Open open ->
                throw new CommandFailedException(
                        Kind.UNAVAILABLE, "it is open still: " + Sentences.openUntil(payment.order()), "try again");
        }
    }
}
