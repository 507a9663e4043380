package io.micropay.client.shell;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ConnectionException;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.wire.Response;
import java.time.Duration;

/// One command's time with the server: it comes, has something done, and leaves in order.
public final class Visit implements AutoCloseable {

    private static final AcceptancePolicy NOT_HERE_TO_BE_PAID =
            new AcceptancePolicy.None("the payee is here for a moment only, and takes no payments");

    /// For another command of the same account to be done: only one can be logged in.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final WalletSession session;
    private final Wallet wallet;
    private final AccountName name;
    private final Aside aside;

    private Visit(WalletSession session, Wallet wallet, AccountName name, Aside aside) {
        this.session = session;
        this.wallet = wallet;
        this.name = name;
        this.aside = aside;
    }

    /// Connects, and checks the server.
    ///
    /// @param name on the wallet's certificate
    /// @param aside is told what happens on the way
    public static Visit open(ServerAddress server, Wallet wallet, AccountName name, Aside aside)
            throws CommandFailedException {
        QuietNotices notices = new QuietNotices(
                aside::tell, received -> aside.tell(OutcomeText.of(received).strip()), lost -> {}, aside::open);
        try {
            return new Visit(WalletSession.open(server, wallet, notices), wallet, name, aside);
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        }
    }

    /// Logs in for a moment, to see who is online or to pay. Uses the login of another process that shares it, such as
    /// that of a payee who listens, or else waits a little for another command to be done.
    ///
    /// @param takeover whether to end another session of the account
    public void logIn(boolean takeover) throws CommandFailedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Response response = account().answerToLogIn(name, 0, takeover, NOT_HERE_TO_BE_PAID);
        while (response instanceof Response.AlreadyLoggedIn
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            if (Question.asked(() -> session.borrowLogin(name))) {
                return;
            }
            pause();
            response = account().answerToLogIn(name, 0, takeover, NOT_HERE_TO_BE_PAID);
        }
        if (response instanceof Response.AlreadyLoggedIn) {
            // Not a refusal: an order of the same id may be out, and can be paid yet.
            throw new CommandFailedException(
                    Kind.UNAVAILABLE,
                    "another session of " + name + " is logged in, and there can be one at a time",
                    "--takeover ends it, and pay --to HOST:PORT needs no login");
        }
        if (!(response instanceof Response.StatusBlock)) {
            throw Failures.of(response);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Speaks for the account without a login.
    public void speakForAccount() throws CommandFailedException {
        if (!Question.asked(() -> session.speakFor(name))) {
            throw noAccount(name);
        }
    }

    static CommandFailedException noAccount(AccountName name) {
        return new CommandFailedException(
                Kind.AUTHENTICATION, "there is no account " + name + " with this key", "register opens one");
    }

    public AccountDesk account() {
        return new AccountDesk(session, name);
    }

    public PaymentDesk payments() {
        return new PaymentDesk(session, heading -> aside.tell(heading.strip()), aside::tell);
    }

    /// The wallet's own shop; needs a login.
    public ShopkeeperDesk shop() {
        return new ShopkeeperDesk(session, wallet, session.account().orElse(name));
    }

    /// The days of the wallet's own shop; needs a login.
    public DayDesk days() {
        return new DayDesk(session, wallet, session.account().orElse(name), aside::tell);
    }

    public HistoryDesk history() {
        return new HistoryDesk(session);
    }

    WalletSession session() {
        return session;
    }

    /// Takes leave, if the server still listens: what there was to do is done.
    @Override
    public void close() {
        session.leave();
    }
}
