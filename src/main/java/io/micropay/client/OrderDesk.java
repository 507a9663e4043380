package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides about the orders that come to a payee: checks what can be checked, then asks the rules and the
/// policy.
///
/// The checks come before any question, so that nobody but the payer can make a payee look up.
final class OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    /// Orders beyond this are not accepted, as the protocol has it.
    private static final Duration VALIDITY_MAX = Duration.ofMinutes(15);

    private static final int QUESTIONS_MAX = 8;
    private static final String ABOVE_LIMIT = "the amount is above the payee's limit";

    private final Wallet wallet;
    private final LedgerServer server;
    private final AccountName payee;
    private final AcceptancePolicy policy;
    private final RequestDesk requests;
    private final PayeeNotices notices;
    private final RecentOrders recent = new RecentOrders();
    private final Semaphore questions = new Semaphore(QUESTIONS_MAX);

    OrderDesk(
            Wallet wallet,
            LedgerServer server,
            AccountName payee,
            AcceptancePolicy policy,
            RequestDesk requests,
            PayeeNotices notices) {
        this.wallet = wallet;
        this.server = server;
        this.payee = payee;
        this.policy = policy;
        this.requests = requests;
        this.notices = notices;
    }

    /// Decides about an order that `peer` has brought. May wait for a person.
    ///
    /// @throws ConnectionException when the server cannot be asked for the payer's key
    Decision decide(SignedOrder signed, VerificationKey peer) throws ConnectionException {
        PaymentOrder order = signed.order();
        if (!order.payee().equals(payee)) {
            return new Decision.Declined("this is not the payee");
        }
        if (order.payer().equals(payee)) {
            return new Decision.Declined("payer and payee are the same");
        }
        if (order.amount().isZero()) {
            return new Decision.Declined("the amount is zero");
        }
        Optional<VerificationKey> payer = server.keyOf(order.payer());
        if (payer.isEmpty() || !payer.get().equals(peer)) {
            return new Decision.Declined("this connection is not the payer's");
        }
        if (!wallet.isSignedBy(peer, signed)) {
            return new Decision.Declined("the payer's signature does not verify");
        }
        if (wallet.clockWrongBy().isPresent()) {
            return new Decision.Declined("the payee's clock is wrong");
        }
        if (validityFault(order).isPresent()) {
            // The server's clock may have been set since it was last asked.
            server.refresh();
        }
        return recent.once(order + "#" + signed.payerSignature(), () -> {
            Decision decision = consider(signed);
            if (decision instanceof Decision.Declined declined) {
                notices.declined(order, declined.reason());
            }
            return decision;
        });
    }

    private Decision consider(SignedOrder signed) {
        Optional<String> objection = validityFault(signed.order())
                .or(() -> policy.objection(signed.order().memo()))
                .or(() -> requests.objection(signed.order()));
        if (objection.isPresent()) {
            return new Decision.Declined(objection.get());
        }
        try {
            Optional<AcceptanceRule> rule =
                    wallet.acceptance().about(signed.order().payer()).filter(policy::heeds);
            return rule.isPresent() ? byRule(rule.get(), signed) : byPolicy(policy, signed);
        } catch (IOException unreadable) {
            LOG.warn("the acceptance rules cannot be read: {}", FileTroubles.detail(unreadable));
            return new Decision.Declined("the payee cannot read its rules");
        }
    }

    private Optional<String> validityFault(PaymentOrder order) {
        long remaining = order.expires().epochMillis() - server.ledger().now();
        if (remaining <= 0) {
            return Optional.of("the order has expired");
        }
        return remaining > VALIDITY_MAX.toMillis() ? Optional.of("the order expires too far ahead") : Optional.empty();
    }

    private Decision byRule(AcceptanceRule rule, SignedOrder signed) {
        return switch (rule) {
            case AcceptanceRule.Accept accept -> {
                boolean within = accept.limit().isEmpty()
                        || signed.order().amount().compareTo(accept.limit().get()) <= 0;
                yield within ? accepted(signed) : askedIfPossible(signed, ABOVE_LIMIT);
            }
            case AcceptanceRule.Ask ask -> askedIfPossible(signed, "the payee cannot be asked");
            case AcceptanceRule.Decline decline -> new Decision.Declined("the payee takes no payments of this payer");
        };
    }

    /// @param otherwise what the payer is told when nobody is there
    private Decision askedIfPossible(SignedOrder signed, String otherwise) {
        return policy.person().map(consent -> asked(consent, signed)).orElseGet(() -> new Decision.Declined(otherwise));
    }

    private Decision byPolicy(AcceptancePolicy general, SignedOrder signed) {
        return switch (general) {
            case AcceptancePolicy.All all -> accepted(signed);
            case AcceptancePolicy.Orders orders -> accepted(signed);
            case AcceptancePolicy.None none -> new Decision.Declined(none.reason());
            case AcceptancePolicy.UpTo upTo ->
                signed.order().amount().compareTo(upTo.limit()) <= 0
                        ? accepted(signed)
                        : new Decision.Declined(ABOVE_LIMIT);
            case AcceptancePolicy.Ask ask -> asked(ask.consent(), signed);
            case AcceptancePolicy.Attended attended -> byPolicy(attended.otherwise(), signed);
        };
    }

    private Decision asked(Consent consent, SignedOrder signed) {
        if (!questions.tryAcquire()) {
            return new Decision.Declined("too many questions are open");
        }
        try {
            return switch (consent.ask(signed.order(), server.waits().question())) {
                case ACCEPTED -> accepted(signed);
                case DECLINED -> new Decision.Declined("the payee declined");
                case NONE -> new Decision.Declined("the payee did not answer");
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Decision.Declined("the payee is leaving");
        } finally {
            questions.release();
        }
    }

    private Decision accepted(SignedOrder signed) {
        return new Decision.Accepted(wallet.accept(signed));
    }
}
