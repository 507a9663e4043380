package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.Receipt;
import io.micropay.wire.ServerEvent;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes note of the payments that the server tells of: each is believed with the ledger's proof alone, kept, and told
/// once.
final class IncomingPayments {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingPayments.class);

    private final Wallet wallet;
    private final LedgerServer server;
    private final Submission submission;
    private final PayeeNotices notices;

    /// @param submission tells of the payments that it has submitted itself
    IncomingPayments(Wallet wallet, LedgerServer server, Submission submission, PayeeNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.submission = submission;
        this.notices = notices;
    }

    void paid(ServerEvent.Paid event) {
        Optional<PaymentOrder> order = Receipt.parse(event.proof()).flatMap(Receipt::order);
        if (order.filter(known -> submission.takesNote(known, event.balance())).isPresent()) {
            return;
        }
        try {
            Optional<VerifiedReceipt> verified =
                    order.isEmpty() ? Optional.empty() : verified(event.proof(), order.get());
            verified.ifPresentOrElse(
                    receipt -> keep(receipt, event),
                    () -> LOG.warn("the server tells of a payment, and its proof does not verify: not believed"));
        } catch (ConnectionException lost) {
            // The history tells it to whoever comes back.
        }
    }

    private Optional<VerifiedReceipt> verified(String proof, PaymentOrder order) throws ConnectionException {
        VerificationKey own = wallet.identity().verificationKey();
        return server.keyOf(order.payer()).flatMap(payer -> wallet.verify(proof, order, payer, own, server.ledger()));
    }

    /// What is kept already has been told, too.
    private void keep(VerifiedReceipt verified, ServerEvent.Paid event) {
        Keeping keeping = wallet.folder().receipts().keep(server.ledger().id(), verified);
        if (!(keeping instanceof Keeping.Kept kept) || kept.isNew()) {
            notices.paid(new PaymentResult.Paid(verified.receipt(), keeping), event.balance());
        }
    }
}
