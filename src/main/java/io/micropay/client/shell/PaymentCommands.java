package io.micropay.client.shell;

import io.micropay.client.PaymentIntent;
import io.micropay.client.PaymentRequest;
import io.micropay.client.ServerAddress;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import java.util.Optional;

/// The commands that move money, and those that say what became of it.
final class PaymentCommands {

    /// Said last, and not in quotes, it pays although an order for the same is open.
    static final String ANYWAY = "--anyway";

    private final WalletSession session;
    private final PaymentDesk desk;
    private final RequestBook requests;
    private final ServerAddress server;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    /// @param server where the session is connected to
    PaymentCommands(
            WalletSession session,
            RequestBook requests,
            ServerAddress server,
            Dialogue dialogue,
            Suggestions suggestions) {
        this.session = session;
        this.desk = new PaymentDesk(session, dialogue::say, dialogue::tell);
        this.requests = requests;
        this.server = server;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void pay(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(ANYWAY);
        if (arguments.peek().filter(Reading::isRequest).isPresent()) {
            payRequest(arguments, anyway);
            return;
        }
        AccountName payee = Reading.name(arguments.next(PaymentSentences.ASK_PAYEE, Word.PAY));
        Amount amount = Reading.payable(arguments.next(PaymentSentences.askAmount(payee), Word.PAY));
        Memo memo = Reading.memo(arguments.rest());
        show(desk.pay(new PaymentIntent(payee, amount, memo, anyway)));
    }

    private void payRequest(Arguments arguments, boolean anyway) throws CommandFailedException, CancelledException {
        PaymentRequest request = Reading.request(arguments.next(PaymentSentences.ASK_PAYEE, Word.PAY));
        arguments.requireEnd(Word.PAY);
        show(desk.pay(request, request.intent(anyway)));
    }

    void refund(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(ANYWAY);
        PaymentId id = Reading.id(arguments.next(PaymentSentences.ASK_ID, Word.REFUND));
        Optional<String> typed = arguments.next();
        arguments.requireEnd(Word.REFUND);
        Optional<Amount> wanted = typed.isEmpty() ? Optional.empty() : Optional.of(Reading.payable(typed.get()));
        show(desk.refund(id, wanted, anyway));
    }

    void request(Arguments arguments) throws CommandFailedException, CancelledException {
        Amount amount = Reading.payable(arguments.next(PaymentSentences.ASK_REQUESTED, Word.REQUEST));
        Memo words = Reading.memo(arguments.rest());
        AccountName payee = session.account()
                .orElseThrow(() -> new CommandFailedException(
                        Kind.REFUSED, "please login first", "who pays a request looks for you in the list"));
        Outcome.Requested requested = requests.make(payee, server, amount, words);
        show(requested);
        if (dialogue.isPerson()) {
            dialogue.tell(QrText.of(requested.request().toString()));
        }
    }

    void payments(Arguments arguments) throws CommandFailedException {
        int count = arguments.count();
        arguments.requireEnd(Word.PAYMENTS);
        Outcome.Payments outcome = desk.payments(count);
        suggestions.shown(
                outcome.payments().stream().map(payment -> payment.order().id()).toList());
        show(outcome);
    }

    void cancel(Arguments arguments) throws CommandFailedException, CancelledException {
        PaymentId id = Reading.id(arguments.next(PaymentSentences.ASK_ID, Word.CANCEL));
        arguments.requireEnd(Word.CANCEL);
        show(desk.cancel(id));
    }

    private void show(Outcome outcome) {
        dialogue.print(OutcomeText.of(outcome));
    }
}
