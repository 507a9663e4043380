package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.FileTroubles;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shop.DayAnswer;
import io.micropay.client.shop.DayClosing;
import io.micropay.client.shop.DayProgress;
import io.micropay.money.AccountName;
import io.micropay.settlement.Reconciliation;
import io.micropay.wire.Block;
import io.micropay.wire.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/// Has a merchant's day closed.
public final class DayDesk {

    private final DayClosing closing;

    /// @param session logged in as the merchant
    /// @param tell what is to be said on the way
    DayDesk(WalletSession session, Wallet wallet, AccountName merchant, Consumer<String> tell) {
        this.closing = new DayClosing(
                session, wallet, merchant, changed -> tell.accept(ShopkeeperSentences.setAside(changed)));
    }

    /// Sends the file of a day in, and gets what was found about it.
    ///
    /// @param date empty for the last day that is over
    public Outcome.DayClosed close(Optional<LocalDate> date, DayProgress progress) throws CommandFailedException {
        return switch (answer(date.orElseGet(closing::yesterday), progress)) {
            case DayAnswer.Closed closed -> new Outcome.DayClosed(closed.report(), closed.file(), closed.reportFile());
            case DayAnswer.NotOffered not ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the server takes no settlements",
                        "its operator adds a settlement certificate with micropay certs init");
            case DayAnswer.ClockWrong wrong ->
                throw new CommandFailedException(
                        Kind.CLOCK_WRONG,
                        "the day is not closed: this machine's clock is " + wrong.deviation(),
                        "set the clock, and close the day again");
            case DayAnswer.NotOver not ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the day " + not.date() + " is not over",
                        "days are in UTC; without --date the last one that is over is closed");
            case DayAnswer.TooLarge large ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the file of " + large.payments() + " payments has " + large.bytes()
                                + " bytes, and a server takes " + Block.BYTES_MAX + " at once",
                        "nothing was sent; a busy shop does better with two accounts");
            case DayAnswer.Denied denied ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the server refuses a day that it has settled: " + Sentences.plain(denied.reason())
                                + " (210 FAIL)",
                        "the report that it has signed is kept in " + denied.reportFile()
                                + ": show it to the ledger's operator");
            case DayAnswer.Untrue untrue ->
                throw new CommandFailedException(
                        Kind.REFUSED,
                        "the server is not to be believed: " + untrue.why(),
                        "keep the receipts, and ask the ledger's operator");
            case DayAnswer.Refused refused -> throw failure(refused.response());
        };
    }

    private DayAnswer answer(LocalDate date, DayProgress progress) throws CommandFailedException {
        try {
            return closing.close(date, progress);
        } catch (ConnectionException lost) {
            throw Failures.of(lost);
        } catch (IOException failure) {
            throw new CommandFailedException(
                    Kind.UNREADABLE,
                    "the day cannot be closed: " + FileTroubles.detail(failure),
                    "check the wallet's folder and the disk, and close the day again");
        }
    }

    private static CommandFailedException failure(Response answer) {
        return answer instanceof Response.NotSettled refused
                ? new CommandFailedException(
                        Kind.REFUSED,
                        "the day is not settled: " + Sentences.plain(refused.reason()) + " (210 FAIL)",
                        "the receipts are kept; unless it is settled already, the day can be closed again")
                : Failures.of(answer);
    }

    /// Once it has been shown what was found, it is a failure if something differs.
    public static void requireAllMatched(Outcome.DayClosed closed) throws CommandFailedException {
        Reconciliation found = closed.report().reconciliation();
        if (!found.findings().isEmpty()) {
            throw new CommandFailedException(
                    Kind.REFUSED,
                    "the ledger and your receipts differ in "
                            + Counted.of(found.findings().size(), "payment") + " of "
                            + closed.report().header().date(),
                    found.missing() > 0
                            ? "micropay receipt ID fetches a receipt that is missing here; the signed report is kept"
                            : "the ledger has signed your receipts: keep them and the report, and ask its operator");
        }
    }
}
