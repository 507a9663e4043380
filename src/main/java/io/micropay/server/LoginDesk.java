package io.micropay.server;

import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.Logins.Login;
import io.micropay.ledger.Registration;
import io.micropay.money.AccountName;
import io.micropay.money.Base64Url;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.RefusalReason;
import io.micropay.server.SessionState.Identified;
import io.micropay.server.SessionState.LoggedIn;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.Optional;
import java.util.UUID;

/// Opens accounts, logs them in and out, and says who they are and which of them are online.
final class LoginDesk {

    private static final String UNKNOWN_OR_OTHERS = "unknown name, or not this key's";

    private final Ledger ledger;
    private final AccountKeys keys;
    private final Presence presence;
    private final ServerLog log;

    LoginDesk(Ledger ledger, AccountKeys keys, Presence presence, ServerLog log) {
        this.ledger = ledger;
        this.keys = keys;
        this.presence = presence;
        this.log = log;
    }

    Response register(Session session, VerificationKey key, Request.Register register) {
        if (register.name().isReserved()) {
            return notRegistered(session, register, "the name is reserved");
        }
        Registration registration = ledger.register(
                register.name(), key.encoded(), key.fingerprint().hex(), register.deposit());
        return switch (registration) {
            case Registration.Registered registered -> {
                log.registered(registered.account(), register.deposit(), session.address());
                yield new Response.Ok();
            }
            case Registration.Refused refused -> notRegistered(session, register, reason(refused.reason()));
            case Registration.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    private Response notRegistered(Session session, Request.Register register, String reason) {
        log.notRegistered(register.name(), session.address(), reason);
        return new Response.RegistrationFailed(reason);
    }

    private static String reason(Registration.Reason reason) {
        return switch (reason) {
            case NAME_TAKEN -> "the name is taken";
            case KEY_HAS_ACCOUNT -> "this key has an account";
            case DEPOSIT_ABOVE_LIMIT -> "the deposit is above this server's limit";
        };
    }

    Response logIn(Session session, Request.Login login) {
        if (!(session.state() instanceof Identified identified)) {
            return new Response.OnlyOneLogin();
        }
        Optional<Account> account = ledger.account(login.name())
                .filter(named ->
                        named.keyHash().equals(identified.key().fingerprint().hex()))
                .filter(named -> !keys.isRevoked(named));
        if (account.isEmpty()) {
            log.notLoggedIn(login.name(), session.address(), UNKNOWN_OR_OTHERS);
            return new Response.AuthenticationFailed(UNKNOWN_OR_OTHERS);
        }
        Login entry = new Login(account.get().name(), UUID.randomUUID(), IpText.of(session.address()), login.port());
        if (!presence.enter(entry, session, login.takeover())) {
            log.notLoggedIn(login.name(), session.address(), "logged in elsewhere");
            return new Response.AlreadyLoggedIn();
        }
        try {
            Response statusBlock = statusBlock(account.get());
            session.logIn(identified.logIn(account.get(), entry));
            log.loggedIn(account.get(), session.address(), login.port());
            return statusBlock;
        } catch (RuntimeException unanswered) {
            presence.leave(entry);
            throw unanswered;
        }
    }

    Response statusBlock(Account account) {
        return new Response.StatusBlock(
                ledger.balance(account),
                presence.online().stream()
                        .map(login -> new Response.OnlineAccount(login.name(), login.address(), login.port()))
                        .toList());
    }

    /// Takes a session that has ended off the list.
    void logOut(LoggedIn session) {
        presence.leave(session.login());
        log.loggedOut(session.account());
    }

    Response key(AccountName name) {
        return ledger.account(name)
                .<Response>map(account -> new Response.Key(account.name(), Base64Url.of(account.publicKey())))
                .orElseGet(() -> new Response.AuthenticationFailed("unknown name"));
    }
}
