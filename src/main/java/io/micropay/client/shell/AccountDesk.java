package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ConnectionException;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.wire.Response;
import java.io.IOException;

/// Has done what is asked about an account and who else has one.
public final class AccountDesk {

    private final WalletSession session;
    private final AccountName own;

    /// @param own the name on the wallet's certificate
    public AccountDesk(WalletSession session, AccountName own) {
        this.session = session;
        this.own = own;
    }

    public Outcome.Registered register(AccountName name, Amount deposit) throws CommandFailedException {
        Response response = asked(() -> session.register(name, deposit));
        if (!(response instanceof Response.Ok)) {
            throw Failures.of(response);
        }
        return new Outcome.Registered(name, deposit);
    }

    /// Logs in to stay, and shares the login with the wallet's other processes.
    ///
    /// @param port where to listen for payments; 0 to be paid through the server only
    public Outcome.Online logIn(AccountName name, int port, boolean takeover, AcceptancePolicy policy)
            throws CommandFailedException {
        Outcome.Online online = online(answerToLogIn(name, port, takeover, policy));
        session.shareLogin();
        return online;
    }

    /// What the server answers.
    Response answerToLogIn(AccountName name, int port, boolean takeover, AcceptancePolicy policy)
            throws CommandFailedException {
        return asked(() -> logInAt(name, port, takeover, policy));
    }

    private Response logInAt(AccountName name, int port, boolean takeover, AcceptancePolicy policy)
            throws ConnectionException, CommandFailedException {
        try {
            return session.logIn(name, port, takeover, policy);
        } catch (IOException taken) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    "cannot listen on port " + port + ": " + Sentences.plain(String.valueOf(taken.getMessage())),
                    "take another port, or 0 to be paid through the server only");
        }
    }

    public Outcome.Online list() throws CommandFailedException {
        return online(asked(session::list));
    }

    private Outcome.Online online(Response response) throws CommandFailedException {
        if (response instanceof Response.StatusBlock block) {
            return new Outcome.Online(session.account().orElse(own), block);
        }
        throw Failures.of(response);
    }

    /// What the account has; needs no login.
    public Outcome.Balance balance() throws CommandFailedException {
        Response response = asked(session::balance);
        if (response instanceof Response.Balance balance) {
            return new Outcome.Balance(balance.amount(), session.ledger().unit());
        }
        throw Failures.of(response);
    }
}
