package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import io.micropay.ntp.ClockNews;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.Response.StatusBlock;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a person reads of his account and of the connection to the server, and how it is written. Signing in,
/// payments, orders and shops have sentences of their own beside these.
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
    static final String ASK_FILE = "Which file?";
    static final String REGISTERED = "Registration completed!\nYou're one of us now :D";
    static final String CERTIFYING = "Certifying server...";
    static final String CONNECTED = "-> Connection confirmed!";
    static final String LEAVING = "Sad to see you leave :(";
    static final String CONFIRMED = "Server confirmed your departure.\n";
    static final String TERMINATED = "Connection terminated.";
    static final String THANKS = "Thank you! :) See you again soon";
    static final String CANCELLED = "-> Never mind.";
    static final String ONE_COMMAND_A_LINE = "-> Nothing was done: these are several lines, and a command is one.";

    private static final int TYPED_MAX = 100;
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

    /// A failure as a sentence of the dialogue.
    static String failure(CommandFailedException failure) {
        String message = String.valueOf(failure.getMessage());
        String sentence = "-> " + Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return failure.hint().map(hint -> sentence + "\n   (" + hint + ")").orElse(sentence);
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

    /// What was typed, set apart from what is said about it: as it is, but for what could disturb a terminal, and as
    /// far as it tells which word is meant.
    static String quoted(String typed) {
        int length = typed.codePointCount(0, typed.length());
        String beginning = typed.substring(0, typed.offsetByCodePoints(0, Math.min(length, TYPED_MAX)));
        return "\"" + PlainText.shown(beginning) + (length > TYPED_MAX ? "..." : "") + "\"";
    }

    /// Text of somebody else's, without what could disturb a terminal.
    static String plain(String foreign) {
        return PlainText.foreign(foreign);
    }
}
