package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.Keeping;
import io.micropay.client.Obstacle;
import io.micropay.client.OwnPayment;
import io.micropay.client.OwnRequest;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.PaymentState;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.money.PlainText;
import io.micropay.money.Purpose;
import io.micropay.ntp.ClockNews;
import io.micropay.payment.Receipt;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.Response.StatusBlock;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a person reads of accounts and payments. Signing in and shops have sentences of their own beside these.
///
/// What others have written (reasons, subjects, memos) is made plain first: nobody sends escape sequences to a
/// person's terminal.
public final class Sentences {

    public static final String ASK_PORT = "Please enter your desired port number:";
    public static final String ASK_NAME = "-> Enter your user account name:";

    public static final String NOBODY_TO_ASK =
            "-> Payments will be declined: a piped client takes them with --accept all or --accept LIMIT only.";

    static final String ASK_USERNAME = "Username:";

    static final String REGISTER_HEADING = "*** Register for new account:";
    static final String LOGIN_HEADING = "*** Login to existing account:";
    static final String ASK_PAYEE =
            "Which of the online users do you want to pay to?\nEnter his/her user account name:";
    static final String ASK_REQUESTED = "How much do you ask for?";
    static final String ASK_ID = "Which payment? Enter its id:";
    static final String ASK_FILE = "Which file?";
    static final String REGISTERED = "Registration completed!\nYou're one of us now :D";
    static final String CERTIFYING = "Certifying server...";
    static final String CONNECTED = "-> Connection confirmed!";
    static final String RELAYING = "-> The payee cannot be dialled: the order goes through the server.";
    static final String ORDER_SENT = "-> Transaction message sent to the payee!";
    static final String ACCEPTED = "-> Response: Got it! Encrypting and sending message to server..";
    static final String PAID = "-> OK! Server updated our payment.";
    static final String LEAVING = "Sad to see you leave :(";
    static final String CONFIRMED = "Server confirmed your departure.\n";
    static final String TERMINATED = "Connection terminated.";
    static final String THANKS = "Thank you! :) See you again soon";
    static final String CANCELLED = "-> Never mind.";

    private static final int FOREIGN_BYTES_MAX = 200;
    private static final String RULE = "-----";

    private Sentences() {}

    static String choices() {
        return Arrays.stream(Word.values())
                        .flatMap(word -> word.number().stream().map(number -> number + " " + word.spelling()))
                        .sorted()
                        .collect(Collectors.joining("   ", "What can we do for you?   ", ""))
                + "\n(or type a command; help shows all of them)";
    }

    static String help() {
        return Arrays.stream(Word.values())
                        .map(word -> String.format(
                                "  %-2s %-39s %s",
                                word.number().map(String::valueOf).orElse(""), word.usage(), word.purpose()))
                        .collect(Collectors.joining("\n"))
                + "\nLetters in lower case can be left out, and all can be in any case."
                + "\nCtrl-C takes back what you are typing, Ctrl-D disconnects and quits.";
    }

    static String certificate(X509Certificate certificate) {
        return "Digital Certificate Information:"
                + "\nCertification: "
                + plain(certificate.getSubjectX500Principal().getName())
                + "\nIssuer: " + plain(certificate.getIssuerX500Principal().getName())
                + "\nValidity: " + certificate.getNotBefore().toInstant() + " to "
                + certificate.getNotAfter().toInstant()
                + "\nFingerprint (SHA-256): "
                + Fingerprint.ofCertificate(certificate).colons();
    }

    static String waiting(int ahead) {
        return "-> Waiting for a handler to be assigned... " + ahead + " ahead of you";
    }

    static String askDeposit(AccountName name) {
        return "-> Hello " + name + ", please enter your deposit amount:";
    }

    static String otherName(AccountName account, AccountName wallet) {
        return "-> The account " + account + " will belong to the key of " + wallet + "'s certificate.";
    }

    static String status(AccountName account, StatusBlock block) {
        String online = block.online().stream().map(Sentences::online).collect(Collectors.joining("\n"));
        return RULE + "\nHello " + account + "!"
                + "\nHere comes your status check! :)\n"
                + "\nYour current account balance: " + block.balance()
                + "\n# of users online: " + block.online().size() + "\n\n"
                + online + "\n" + RULE;
    }

    private static String online(OnlineAccount account) {
        return "Name: " + account.name() + "\nIP address: " + plain(account.address()) + "\nPort number: "
                + account.port();
    }

    static String askAmount(AccountName payee) {
        return "How much are you paying to " + payee + "?";
    }

    static String paying(AccountName payee, Amount amount, String unit) {
        return "You are paying " + payee + " " + amount.in(unit) + "\n";
    }

    static String payingRequest(PaymentRequest request, String unit) {
        return "You are paying " + request.payee() + " " + request.amount().in(unit) + said(request.words())
                + ", request " + request.reference() + "\n";
    }

    static String refunding(Receipt original, Amount amount, String unit) {
        return "You are paying " + original.payer() + " " + amount.in(unit) + " back, of " + original.amount()
                + said(original.memo()) + "\n";
    }

    static String otherServer(ServerAddress asked, ServerAddress connected) {
        return "-> The request names the server " + asked + ", and this wallet is connected to " + connected
                + ". If that is another ledger, the payee will decline.";
    }

    static String requestPaid(OwnRequest request) {
        return "-> Request " + request.reference() + said(request.words()) + " is paid.";
    }

    static String accept(PaymentOrder order) {
        return "Accept " + order.amount() + " from " + order.payer() + claimed(order.memo()) + "? [Y/n]";
    }

    static String transaction(PaymentOrder order) {
        return "Transaction message:\n" + order.payer() + "#" + order.amount() + "#" + order.payee()
                + "\nMessage sent to server..";
    }

    static String paid(PaymentResult.Paid payment) {
        return PAID + "\n" + receipt(payment.keeping());
    }

    /// @param balance what the account has after it, if that is known
    static String received(PaymentResult.Paid payment, Optional<Amount> balance) {
        return "Server response:\nTRANS OK\n" + receivedFrom(payment, balance);
    }

    /// A payment in one line, for who reads many.
    static String received(Receipt receipt, Optional<Amount> balance) {
        return "-> Received " + receipt.amount() + " from " + receipt.payer() + claimed(receipt.memo())
                + balance.map(now -> ", your balance is " + now).orElse("");
    }

    /// @param balance what the account has now
    static String paid(PaymentResult.Paid payment, Amount balance) {
        return receivedFrom(payment, Optional.of(balance));
    }

    private static String receivedFrom(PaymentResult.Paid payment, Optional<Amount> balance) {
        return received(payment.receipt(), balance) + "\n" + receipt(payment.keeping());
    }

    private static String receipt(Keeping keeping) {
        return switch (keeping) {
            case Keeping.Kept kept -> receiptFile(kept.file());
            case Keeping.NotKept notKept -> "-> The receipt could not be kept: " + plain(notKept.reason());
        };
    }

    static String notReceived(PaymentOrder order, String reason, String text) {
        String answer = reason.isEmpty() ? "(none that counts)" : "TRANS FAIL " + plain(reason);
        return "Server response:\n" + answer + "\n-> Not received: " + order.amount() + " from " + order.payer() + ": "
                + plain(text);
    }

    static String declined(PaymentOrder order, String reason) {
        return "-> Declined " + order.amount() + " from " + order.payer() + ": " + plain(reason);
    }

    /// What the payer says that a payment is for.
    static String claimed(Memo memo) {
        return switch (Purpose.of(memo)) {
            case Purpose.Words words -> said(memo);
            case Purpose.Refund refund -> " as a refund of " + refund.original();
            case Purpose.Request request -> " for request " + request.reference();
            case Purpose.Order order -> " for shop order " + order.order();
        };
    }

    static String said(Memo memo) {
        return memo.equals(Memo.EMPTY) ? "" : " (\"" + memo.text() + "\")";
    }

    static String cancelling(Obstacle obstacle) {
        return "-> No proof of payment: " + because(obstacle) + "\n-> Asking the server to cancel the order...";
    }

    static String earlierOrder(PaymentOrder order, PaymentResult result) {
        String what = "-> An earlier order, " + order.amount() + " to " + order.payee() + ", ";
        return switch (result) {
            case PaymentResult.Paid paid -> what + "was paid.\n" + receipt(paid.keeping());
            case PaymentResult.NotPaid notPaid ->
                what + "was not paid, and never will be: " + because(notPaid.obstacle()) + ".";
            case PaymentResult.Open open ->
                what + "is open still: " + openUntil(order) + "\n   (cancel " + order.id()
                        + " makes sure that it is not paid)";
        };
    }

    static String unreadableJournal(String detail) {
        return "-> Nobody can say which orders are open: " + because(new Obstacle.JournalUnreadable(detail));
    }

    /// What to do about what stands in the way, rather than sign another order at once.
    static Optional<String> hint(Obstacle obstacle) {
        if (obstacle instanceof Obstacle.SameOrderOpen same) {
            return Optional.of("payments says what became of it, cancel "
                    + same.order().id() + " ends it, and " + PaymentCommands.ANYWAY
                    + " at the end of the line pays another beside it");
        }
        if (obstacle instanceof Obstacle.ClockWrong) {
            return Optional.of("set the clock; the wallet notices");
        }
        return obstacle instanceof Obstacle.SameOrderPaid
                ? Optional.of(PaymentCommands.ANYWAY + " at the end of the line pays it once more")
                : Optional.empty();
    }

    static String receiptFile(Path file) {
        return "-> Receipt: " + file;
    }

    static String filed(Path file, Path report) {
        return "-> Sent in: " + file + "\n-> Signed report: " + report;
    }

    private static String cancelled(PaymentOrder order) {
        return "-> Cancelled for good: " + order.amount() + " to " + order.payee() + said(order.memo()) + ".";
    }

    /// The state in a word.
    static String word(PaymentState state) {
        return switch (state) {
            case PaymentState.Open open -> "open";
            case PaymentState.Committed committed -> "committed";
            case PaymentState.Refused refused -> "refused";
            case PaymentState.Cancelled cancelled -> "cancelled";
            case PaymentState.Lapsed lapsed -> "lapsed";
        };
    }

    /// What came of cancelling an order.
    static String ended(OwnPayment payment) {
        return payment.state() instanceof PaymentState.Cancelled ? cancelled(payment.order()) : neverPaid(payment);
    }

    private static String neverPaid(OwnPayment payment) {
        return "-> It was " + word(payment.state()) + " already, and never will be paid: "
                + payment.order().amount() + " to " + payment.order().payee() + ".";
    }

    static String openUntil(PaymentOrder order) {
        return "it can be paid until " + order.expires() + ", its id is " + order.id();
    }

    /// A failure as a sentence of the dialogue.
    static String failure(CommandFailedException failure) {
        String message = String.valueOf(failure.getMessage());
        String sentence = "-> " + Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return failure.hint().map(hint -> sentence + "\n   (" + hint + ")").orElse(sentence);
    }

    /// What stands in the way, as the end of a sentence.
    static String because(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.NotLoggedIn notLoggedIn -> "please login first";
            case Obstacle.ClockWrong wrong -> "this machine's clock is " + wrong.deviation();
            case Obstacle.UnknownPayee unknown -> "there is no such account";
            case Obstacle.PayeeNotOnline notOnline -> "the payee is not online";
            case Obstacle.PayeeNotListening notListening ->
                "the payee is not reachable: it listens neither at a port nor through the server";
            case Obstacle.PayeeUnreachable unreachable ->
                "the payee is not reachable, neither at the listed address nor through the server: "
                        + plain(unreachable.detail());
            case Obstacle.NotThePayee notThePayee -> "somebody else than the payee answers at the listed address";
            case Obstacle.Declined declined -> "the payee declined: " + plain(declined.reason());
            case Obstacle.Refused refused -> plain(refused.text()) + " (TRANS FAIL " + plain(refused.reason()) + ")";
            case Obstacle.GivenUp givenUp -> "you did not want to wait any longer";
            case Obstacle.PayeeVanished vanished -> "the payee did not answer: " + plain(vanished.detail());
            case Obstacle.PayeeNonsense nonsense -> "the payee's answer makes no sense: " + plain(nonsense.detail());
            case Obstacle.CannotKeep cannotKeep -> "the order could not be written down: " + cannotKeep.detail();
            case Obstacle.JournalUnreadable unreadable ->
                "the wallet's journal cannot be read: " + plain(unreadable.detail());
            case Obstacle.SameOrderOpen same -> "an order for the same is open still: " + openUntil(same.order());
            case Obstacle.SameOrderPaid same ->
                "the same was paid by an order that an earlier run has left, its id is "
                        + same.order().id();
            case Obstacle.IdTaken taken ->
                "the id belongs to another payment: " + taken.order().amount() + " to "
                        + taken.order().payee() + said(taken.order().memo());
            case Obstacle.InHand inHand -> "another process of this wallet is paying it at this moment";
            case Obstacle.Cancelled cancelled -> "it was cancelled";
            case Obstacle.Lapsed lapsed -> "nobody paid it in time";
            case Obstacle.StillOpen open -> "the server has not said what became of it";
        };
    }

    /// A payee who stays, in a line that whoever started it can wait for.
    static String attending(ShellSettings settings) {
        return "READY " + settings.name() + " at " + settings.server() + " port=" + settings.port() + " pid="
                + ProcessHandle.current().pid();
    }

    static String lost(ConnectionException reason) {
        return "-> The server is gone: " + reason.getMessage() + ". Trying again...";
    }

    /// What a person should know of the machine's clock: that it is right is worth a word to those who were warned.
    public static Optional<String> clock(ClockNews news) {
        return switch (news) {
            case ClockNews.Found found -> found(found);
            case ClockNews.Unanswered silent ->
                Optional.of("-> Nobody knows whether the clock is right: " + silent.server() + " does not say: "
                        + plain(silent.reason()));
            case ClockNews.Forbidden forbidden ->
                Optional.of("-> Nobody watches the clock any more: " + forbidden.server()
                        + " does not want to be asked (" + forbidden.code() + ")");
        };
    }

    private static Optional<String> found(ClockNews.Found found) {
        String clock = "-> This machine's clock is " + found.deviation() + ", says " + found.server();
        return switch (found.deviation().grade()) {
            case RIGHT -> found.before().map(before -> clock + ": right again.");
            case OFF -> Optional.of(clock + ".");
            case WRONG -> Optional.of(clock + ": nothing is signed until it is set.");
        };
    }

    static String ambiguous(String typed, List<Word> words) {
        return quoted(typed) + " could be " + words.stream().map(Word::spelling).collect(Collectors.joining(" or "));
    }

    /// What was typed, set apart from what is said about it.
    static String quoted(String typed) {
        return "\"" + plain(typed) + "\"";
    }

    /// Text of somebody else's, without what could disturb a terminal.
    static String plain(String foreign) {
        return PlainText.clean(foreign, FOREIGN_BYTES_MAX);
    }
}
