package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ConnectionException;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import java.util.List;

/// The commands that move money, and those that say what became of it.
final class PaymentCommands {

    /// Said last, and not in quotes, it pays although an order for the same is open.
    static final String ANYWAY = "--anyway";

    private static final int PAYMENTS_SHOWN = 20;
    private static final int PAYMENTS_SHOWN_MAX = 10_000;

    private final WalletSession session;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    PaymentCommands(WalletSession session, Dialogue dialogue, Suggestions suggestions) {
        this.session = session;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void pay(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(ANYWAY);
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
        pay(payee, amount, memo, anyway);
    }

    private void pay(AccountName payee, Amount amount, Memo memo, boolean anyway) throws CommandFailedException {
        switch (result(payee, amount, memo, anyway)) {
            case PaymentResult.Paid paid -> dialogue.say(Sentences.paid(paid));
            case PaymentResult.NotPaid notPaid -> throw Failures.of(notPaid);
            case PaymentResult.Open open -> throw Failures.of(open);
        }
    }

    private PaymentResult result(AccountName payee, Amount amount, Memo memo, boolean anyway)
            throws CommandFailedException {
        try {
            return session.pay(payee, amount, memo, anyway);
        } catch (ConnectionException beforeAnything) {
            throw Failures.nothingPaid(beforeAnything);
        }
    }

    /// Prefixes that the protocol keeps for itself would make a payment look like what it is not.
    private static Memo memo(String text) throws CommandFailedException {
        if (text.startsWith("order:") || text.startsWith("refund:") || text.startsWith("request:")) {
            throw new CommandFailedException(Kind.USAGE, "a memo cannot start with order:, refund: or request:");
        }
        return Memo.of(text)
                .orElseThrow(() -> new CommandFailedException(
                        Kind.USAGE, "a memo is plain text of at most " + Memo.BYTES_MAX + " bytes"));
    }

    void payments(Arguments arguments) throws CommandFailedException, CancelledException {
        int count = arguments.count(PAYMENTS_SHOWN, PAYMENTS_SHOWN_MAX);
        arguments.requireEnd(Word.PAYMENTS);
        List<OwnPayment> payments = asked(() -> session.payments(count));
        suggestions.shown(payments.stream().map(payment -> payment.order().id()).toList());
        dialogue.say(Sentences.payments(payments));
    }

    void cancel(Arguments arguments) throws CommandFailedException, CancelledException {
        PaymentId id = Arguments.id(arguments.next(Sentences.ASK_ID, Word.CANCEL));
        arguments.requireEnd(Word.CANCEL);
        OwnPayment payment = asked(() -> session.cancel(id))
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
