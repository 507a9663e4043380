package io.micropay.server;

import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.payment.RefusalReason;
import io.micropay.server.SessionState.Anonymous;
import io.micropay.server.SessionState.Identified;
import io.micropay.server.SessionState.LoggedIn;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers requests: knows who may ask for what, and which desk has the answer.
final class RequestDispatcher {

    private static final String NO_ACCOUNT = "this key has no account";

    private final LedgerProfile profile;
    private final Ledger ledger;
    private final Desks desks;
    private final List<String> features;
    private final Optional<Base64Url> settlementCertificate;
    private final ServerLog log;

    /// @param features what HELLO says that this server can do
    RequestDispatcher(ServedLedger served, Desks desks, List<String> features, ServerLog log) {
        this.profile = served.profile();
        this.ledger = served.ledger();
        this.desks = desks;
        this.features = List.copyOf(features);
        this.settlementCertificate = served.office().map(HeadOffice::certificate);
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
            case Request.Enroll enroll -> desks.enrolment().enroll(session, enroll);
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
            case Request.Enroll enroll -> desks.enrolment().enroll(session, enroll);
            case Request.Register register -> desks.logins().register(session, key, register);
            case Request.Login login -> desks.logins().logIn(session, login);
            case Request.ListOnline list ->
                session.login().<Response>map(desks.logins()::statusBlock).orElseGet(Response.LoginRequired::new);
            case Request.Balance balance ->
                asAccount(session, key, account -> new Response.Balance(ledger.balance(account)));
            case Request.Key of ->
                asAccount(session, key, account -> desks.logins().key(of.name()));
            case Request.Status status ->
                asAccount(session, key, account -> desks.transfers().status(account, status));
            case Request.Cancel cancel ->
                asAccount(session, key, account -> desks.transfers().cancel(account, cancel.id()));
            case Request.History history ->
                asAccount(session, key, account -> desks.transfers().history(account, history));
            case Request.Trans trans -> desks.transfers().submit(session, trans);
            case Request.BadAmount payment -> Answers.refused(RefusalReason.AMOUNT);
            case Request.EventsOn on -> desks.events().listen(session);
            case Request.Relay relay -> desks.relays().relay(session, relay);
            case Request.Decline decline -> desks.relays().decline(session, decline);
            case Request.Publish publish -> desks.shops().publish(session, publish);
            case Request.Shop shop -> desks.shops().open(session, shop);
            case Request.Stock stock -> desks.shops().stock(session, stock);
            case Request.Shops list -> desks.shops().list(session, list);
            case Request.Browse browse -> desks.shops().browse(session, browse);
            case Request.Menu menu -> desks.shops().menu(session, menu);
            case Request.Buy buy -> desks.shops().buy(session, buy);
            case Request.Receipt receipt -> desks.shops().receipt(session, receipt);
            case Request.Settle settle -> desks.settlements().settle(session, settle);
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
                profile.receiptCertificate(),
                settlementCertificate);
    }

    /// Answers for the account of the connection's key, logged in or not.
    private Response asAccount(Session session, VerificationKey key, Function<Account, Response> answer) {
        return session.login()
                .or(() -> ledger.accountOfKey(key.fingerprint().hex()))
                .map(answer)
                .orElseGet(() -> new Response.AuthenticationFailed(NO_ACCOUNT));
    }
}
