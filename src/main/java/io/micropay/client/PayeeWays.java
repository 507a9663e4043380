package io.micropay.client;

import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import io.micropay.wire.Feature;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.Response.OnlineAccount;
import java.util.Optional;

/// Finds a payee, and a way to it: straight if it can be dialled, else through the server.
final class PayeeWays {

    private final Wallet wallet;
    private final LedgerServer server;
    private final RelayOutcomes outcomes;

    /// @param outcomes where the server tells what became of orders that go through it
    PayeeWays(Wallet wallet, LedgerServer server, RelayOutcomes outcomes) {
        this.wallet = wallet;
        this.server = server;
        this.outcomes = outcomes;
    }

    /// Where the payee is. Who cannot know it goes through the server.
    OnlineAccount place(PaymentIntent intent) throws ConnectionException, StoppedException {
        if (intent.at().isPresent()) {
            ServerAddress at = intent.at().get();
            return new OnlineAccount(intent.payee(), at.host(), at.port());
        }
        return server.lists() ? listed(intent.payee()) : new OnlineAccount(intent.payee(), "", 0);
    }

    private OnlineAccount listed(AccountName payee) throws ConnectionException, StoppedException {
        if (!(server.askLoggedIn(new Request.ListOnline()) instanceof Response.StatusBlock block)) {
            throw new StoppedException(new Obstacle.NotLoggedIn());
        }
        Optional<OnlineAccount> listed = block.online().stream()
                .filter(account -> account.name().equals(payee))
                .findFirst();
        if (listed.isEmpty()) {
            boolean known = server.keyOf(payee).isPresent();
            throw new StoppedException(known ? new Obstacle.PayeeNotOnline() : new Obstacle.UnknownPayee());
        }
        return listed.get();
    }

    /// The way to a payee. Where its payer has said where it is, there is no other.
    ///
    /// @param listed where it is, as [#place] has found
    PayeeWay find(PaymentIntent intent, OnlineAccount listed, VerificationKey key) throws StoppedException {
        return intent.at().isPresent() ? straight(listed, key) : straightOrThroughServer(listed, key);
    }

    /// Whoever answers at the payee's address with another key is said, and not got round.
    private PayeeWay straightOrThroughServer(OnlineAccount listed, VerificationKey key) throws StoppedException {
        if (listed.port() == 0) {
            return throughServer(new Obstacle.PayeeNotListening());
        }
        try {
            return straight(listed, key);
        } catch (StoppedException undialled) {
            if (undialled.obstacle() instanceof Obstacle.PayeeUnreachable) {
                return throughServer(undialled.obstacle());
            }
            throw undialled;
        }
    }

    private PayeeWay straight(OnlineAccount listed, VerificationKey key) throws StoppedException {
        return PayeeHop.connect(listed, key, wallet.identity(), server.waits());
    }

    /// @param obstacle what is in the way where this way does not lead to the payee either
    private PayeeWay throughServer(Obstacle obstacle) throws StoppedException {
        if (!server.ledger().offers(Feature.RELAY)) {
            throw new StoppedException(obstacle);
        }
        return new ServerRelay(server, outcomes, obstacle, server.waits().payee());
    }
}
