package io.micropay.server;

import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Cancellation;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.Logins.Login;
import io.micropay.ledger.PaymentState;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.Registration;
import io.micropay.money.AccountName;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.money.Timestamp;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.PaymentOutcome;
import io.micropay.payment.PaymentProcessor;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.payment.RefusalReason;
import io.micropay.server.SessionState.Anonymous;
import io.micropay.server.SessionState.Identified;
import io.micropay.server.SessionState.LoggedIn;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Answers requests: joins the lines of `wire` with the accounts, payments and presence behind them.
final class RequestDispatcher {

    private static final String UNKNOWN_OR_OTHERS = "unknown name, or not this key's";
    private static final String NO_ACCOUNT = "this key has no account";

    private final LedgerProfile profile;
    private final Ledger ledger;
    private final PaymentProcessor payments;
    private final AccountKeys keys;
    private final ReceiptIssuer receipts;
    private final Presence presence;
    private final Enrolment enrolment;
    private final EventDesk events;
    private final ShopDesk shops;
    private final List<String> features;
    private final ServerLog log;

    /// @param features what HELLO says that this server can do
    RequestDispatcher(
            LedgerProfile profile,
            Ledger ledger,
            PaymentProcessor payments,
            AccountKeys keys,
            ReceiptIssuer receipts,
            Presence presence,
            Enrolment enrolment,
            EventDesk events,
            ShopDesk shops,
            List<String> features,
            ServerLog log) {
        this.profile = profile;
        this.ledger = ledger;
        this.payments = payments;
        this.keys = keys;
        this.receipts = receipts;
        this.presence = presence;
        this.enrolment = enrolment;
        this.events = events;
        this.shops = shops;
        this.features = List.copyOf(features);
        this.log = log;
    }

    /// The one answer to `request`.
    ///
    /// @throws IOException when the connection broke, or a block did not come in time
    /// @throws InterruptedException when this thread was interrupted, before anything was committed
    Response answer(Session session, Request request) throws IOException, InterruptedException {
        try {
            return switch (session.state()) {
                case Anonymous anonymous -> answerAnonymous(session, request);
                case Identified identified -> answerKnown(session, identified.key(), request);
                case LoggedIn loggedIn -> answerKnown(session, loggedIn.key(), request);
            };
        } catch (LedgerBusyException later) {
            log.busy(later);
            return Answers.busy(later);
        }
    }

    /// Without a certificate nobody gets further than this.
    private Response answerAnonymous(Session session, Request request) {
        return switch (request) {
            case Request.Hello hello -> hello();
            case Request.Enroll enroll -> enrolment.enroll(session, enroll);
            case Request.Exit exit -> new Response.Bye();
            case Request.UnreadableUpload unreadable -> new Response.FormatError(unreadable.reason());
            case Request.Unreadable unreadable -> new Response.FormatError(unreadable.reason());
            default -> new Response.AuthenticationFailed("certificate required");
        };
    }

    private Response answerKnown(Session session, VerificationKey key, Request request)
            throws IOException, InterruptedException {
        return switch (request) {
            case Request.Hello hello -> hello();
            case Request.Enroll enroll -> enrolment.enroll(session, enroll);
            case Request.Register register -> register(session, key, register);
            case Request.Login login -> logIn(session, login);
            case Request.ListOnline list ->
                session.login().<Response>map(this::statusBlock).orElseGet(Response.LoginRequired::new);
            case Request.Balance balance ->
                asAccount(session, key, account -> new Response.Balance(ledger.balance(account)));
            case Request.Key of -> asAccount(session, key, account -> key(of.name()));
            case Request.Status status -> asAccount(session, key, account -> status(account, status));
            case Request.Cancel cancel -> asAccount(session, key, account -> cancel(account, cancel.id()));
            case Request.History history -> asAccount(session, key, account -> history(account, history));
            case Request.Trans trans -> trans(session, trans);
            case Request.BadAmount payment -> Answers.refused(RefusalReason.AMOUNT);
            case Request.EventsOn on -> events.listen(session);
            case Request.Relay relay -> events.relays().relay(session, relay);
            case Request.Decline decline -> events.relays().decline(session, decline);
            case Request.Publish publish -> shops.publish(session, publish);
            case Request.Shop shop -> shops.open(session, shop);
            case Request.Stock stock -> shops.stock(session, stock);
            case Request.Shops list -> shops.list(session, list);
            case Request.Browse browse -> shops.browse(session, browse);
            case Request.Menu menu -> shops.menu(session, menu);
            case Request.Buy buy -> shops.buy(session, buy);
            case Request.Receipt receipt -> shops.receipt(session, receipt);
            case Request.Settle settle -> new Response.FormatError("not supported");
            case Request.Exit exit -> new Response.Bye();
            case Request.UnreadableUpload unreadable -> new Response.FormatError(unreadable.reason());
            case Request.Unreadable unreadable -> new Response.FormatError(unreadable.reason());
        };
    }

    private Response hello() {
        return new Response.Hello(
                profile.id().hex(),
                profile.unit(),
                Timestamp.ofEpochMillis(ledger.now()),
                features,
                profile.receiptCertificate());
    }

    private Response register(Session session, VerificationKey key, Request.Register register) {
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

    private Response logIn(Session session, Request.Login login) {
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

    private Response statusBlock(Account account) {
        return new Response.StatusBlock(
                ledger.balance(account),
                presence.online().stream()
                        .map(login -> new Response.OnlineAccount(login.name(), login.address(), login.port()))
                        .toList());
    }

    /// Answers for the account of the connection's key, logged in or not.
    private Response asAccount(Session session, VerificationKey key, Function<Account, Response> answer) {
        return session.login()
                .or(() -> ledger.accountOfKey(key.fingerprint().hex()))
                .map(answer)
                .orElseGet(() -> new Response.AuthenticationFailed(NO_ACCOUNT));
    }

    private Response key(AccountName name) {
        return ledger.account(name)
                .<Response>map(account -> new Response.Key(account.name(), Base64Url.of(account.publicKey())))
                .orElseGet(() -> new Response.AuthenticationFailed("unknown name"));
    }

    private Response status(Account asker, Request.Status status) {
        Optional<Account> payer =
                status.payer().isEmpty() ? Optional.of(asker) : status.payer().flatMap(ledger::account);
        if (payer.isEmpty()) {
            return new Response.NeverSeen();
        }
        return switch (ledger.status(asker, payer.get(), status.id())) {
            case PaymentState.NeverSeen never -> new Response.NeverSeen();
            case PaymentState.Committed committed -> committed(committed.transfer());
            case PaymentState.Refused refused ->
                new Response.Refused(RefusalReason.of(refused.reason()).name());
            case PaymentState.Cancelled cancelled -> new Response.Cancelled();
            case PaymentState.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    private Response cancel(Account payer, PaymentId id) {
        return switch (ledger.cancel(payer, id)) {
            case Cancellation.Cancelled cancelled -> {
                events.relays().cancelled(payer, id);
                yield new Response.Cancelled();
            }
            case Cancellation.Committed committed -> committed(committed.transfer());
            case Cancellation.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    private Response history(Account account, Request.History history) {
        return new Response.History(ledger.history(account, history.before(), history.count()).stream()
                .map(receipts::proof)
                .toList());
    }

    private Response committed(PostedTransfer transfer) {
        return new Response.Committed(receipts.proof(transfer));
    }

    private Response trans(Session session, Request.Trans trans) throws InterruptedException {
        var payment = new CoSignedPayment(trans.order(), trans.payerSignature(), trans.payeeSignature());
        PaymentOutcome outcome = payments.process(payment, session.login().orElse(null));
        if (Purpose.of(trans.order().memo()) instanceof Purpose.Order purpose) {
            shops.paid(trans.order(), purpose, outcome);
        } else {
            tell(trans.order(), outcome);
        }
        Response answer = Answers.of(outcome);
        if (session.isListening()) {
            events.submitted(session, trans.order(), answer);
        }
        return answer;
    }

    private void tell(PaymentOrder order, PaymentOutcome outcome) {
        switch (outcome) {
            case PaymentOutcome.Committed committed -> log.paid(order);
            case PaymentOutcome.Refused refused -> log.refused(order, refused.reason());
        }
    }
}
