package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.FileTroubles;
import io.micropay.client.Obstacle;
import io.micropay.client.PaymentResult;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.money.PaymentOrder;
import io.micropay.wire.Response;
import java.io.IOException;
import java.nio.file.Path;

/// Turns every way to be refused into a failure of the command, with the protocol's code where there is one.
final class Failures {

    static final String UNHEARD = "standard output cannot be written";

    private Failures() {}

    static CommandFailedException of(ConnectionException failure) {
        return of("", failure);
    }

    /// The person did not go on.
    static CommandFailedException notOpened() {
        return refused("the wallet is not open: you did not go on");
    }

    /// What a wallet is cannot be written down.
    static CommandFailedException notKept(Path folder, IOException failure) {
        return new CommandFailedException(
                Kind.CANNOT_CREATE, "the wallet cannot be kept in " + folder + ": " + FileTroubles.detail(failure));
    }

    /// The server went away before an order was signed.
    static CommandFailedException nothingPaid(ConnectionException failure) {
        return of("nothing was paid: ", failure);
    }

    private static CommandFailedException of(String consequence, ConnectionException failure) {
        Kind kind = switch (failure.trouble()) {
            case REFUSED -> Kind.AUTHENTICATION;
            case UNANSWERED -> Kind.REFUSED;
            case UNTRUSTED -> Kind.UNTRUSTED;
            case UNREACHABLE, BUSY, LOST -> Kind.UNAVAILABLE;
        };
        return new CommandFailedException(
                kind, consequence + failure.getMessage(), failure.hint().orElse(null));
    }

    /// The failure that a response is to who hoped for another.
    static CommandFailedException of(Response response) {
        return switch (response) {
            case Response.RegistrationFailed failed ->
                refused("registration failed: " + Sentences.plain(failed.reason()) + " (210 FAIL)");
            case Response.AuthenticationFailed failed ->
                new CommandFailedException(
                        Kind.AUTHENTICATION,
                        "not authenticated: " + Sentences.plain(failed.reason()) + " (220 AUTH_FAIL)");
            case Response.FormatError error ->
                refused("the server cannot read this: " + Sentences.plain(error.reason()) + " (230 FORMAT)");
            case Response.OnlyOneLogin refused -> refused("only one account can log in once!");
            case Response.AlreadyLoggedIn refused ->
                new CommandFailedException(
                        Kind.UNAVAILABLE,
                        "user already logged in!",
                        "takeover after the port, or --takeover of a command, ends the other session");
            case Response.LoginRequired refused -> refused("please login to access the list!");
            case Response.TransFailed failed ->
                new CommandFailedException(
                        Kind.UNAVAILABLE,
                        Sentences.plain(failed.text()) + " (TRANS FAIL " + Sentences.plain(failed.reason()) + ")");
            case Response.ShopFailed failed ->
                new CommandFailedException(
                        Kind.REFUSED,
                        ShopSentences.because(failed),
                        ShopSentences.hint(failed).orElse(null));
            default -> refused("the server's answer makes no sense here");
        };
    }

    static CommandFailedException of(ShopAnswer.Untrue<?> untrue) {
        return new CommandFailedException(
                Kind.REFUSED,
                "what the server says of the shop is not true: " + untrue.why(),
                "nothing was signed or paid");
    }

    static CommandFailedException of(PaymentResult.NotPaid notPaid) {
        Obstacle obstacle = notPaid.obstacle();
        return new CommandFailedException(
                kind(obstacle),
                "nothing was paid: " + OrderSentences.because(obstacle),
                OrderSentences.hint(obstacle).orElse(null));
    }

    private static Kind kind(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Refused refused when refused.reason().equals("INSUFFICIENT") -> Kind.INSUFFICIENT_FUNDS;
            case Obstacle.ClockWrong wrong -> Kind.CLOCK_WRONG;
            case Obstacle.JournalUnreadable unreadable -> Kind.UNREADABLE;
            case Obstacle.CannotKeep notWritten -> Kind.CANNOT_CREATE;
            // A script would take a refusal for its last word, and the earlier order may be paid yet.
            case Obstacle.SameOrderOpen open -> Kind.UNAVAILABLE;
            default -> Kind.REFUSED;
        };
    }

    static CommandFailedException of(PaymentResult.Open open) {
        return new CommandFailedException(
                Kind.UNAVAILABLE,
                "nobody knows yet whether this was paid, and the order is open: "
                        + OrderSentences.because(open.obstacle()) + "; " + OrderSentences.openUntil(open.order()),
                "connect again: the wallet then asks what became of it; cancel "
                        + open.order().id() + " makes sure");
    }

    /// The process is ended while an order is out.
    static CommandFailedException interrupted(PaymentOrder order) {
        return new CommandFailedException(
                Kind.UNAVAILABLE, OrderSentences.interrupted(order), OrderSentences.afterInterruption(order));
    }

    /// Results do not get out.
    static CommandFailedException unheard() {
        return new CommandFailedException(Kind.UNREADABLE, UNHEARD);
    }

    private static CommandFailedException refused(String message) {
        return new CommandFailedException(Kind.REFUSED, message);
    }
}
