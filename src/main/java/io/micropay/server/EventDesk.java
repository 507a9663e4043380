package io.micropay.server;

import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.PaymentOrder;
import io.micropay.server.SessionState.LoggedIn;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;

/// Tells those sessions of payments that listen to events.
final class EventDesk {

    private final Ledger ledger;
    private final RelayDesk relays;
    private final ServerLog log;

    EventDesk(Ledger ledger, RelayDesk relays, ServerLog log) {
        this.ledger = ledger;
        this.relays = relays;
        this.log = log;
    }

    /// The orders that are put before those who listen.
    RelayDesk relays() {
        return relays;
    }

    /// Answers `EVENTS#ON`.
    Response listen(Session session) {
        if (!(session.state() instanceof LoggedIn loggedIn)) {
            return Answers.notLoggedIn();
        }
        if (!session.isListening()) {
            Account account = loggedIn.account();
            session.listen(newestSeq(account));
            relays.enter(account, session);
        }
        return new Response.Ok();
    }

    /// Asked of the store: in a shared ledger an account may be ahead of what this server has seen of it.
    private long newestSeq(Account account) {
        return ledger.history(account, 0, 1).stream()
                .mapToLong(PostedTransfer::seq)
                .findFirst()
                .orElse(0);
    }

    /// A session that listens has submitted a payment and gets this answer: it is told of a payment it has received,
    /// and the payer of the outcome, if the order came through us.
    void submitted(Session session, PaymentOrder order, Response answer) {
        if (session.state() instanceof LoggedIn loggedIn) {
            relays.submitted(loggedIn.account(), order, answer);
            if (answer instanceof Response.TransOk ok && session.isNews(seq(ok.proof()))) {
                tellPaid(session, loggedIn.account(), ok.proof());
            }
        }
    }

    private void tellPaid(Session session, Account payee, String proof) {
        try {
            session.tell(new ServerEvent.Paid(proof, ledger.balance(payee)));
        } catch (LedgerBusyException unknown) {
            // The payment is made, and HISTORY tells it: only the event is lost.
            log.busy(unknown);
        }
    }

    private static long seq(String proof) {
        return Long.parseLong(proof, 0, proof.indexOf('#'), 10);
    }
}
