package io.micropay.client.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What can be typed at the prompt: a word, in any case and as short as the letters that its spelling has in upper
/// case, or a number.
enum Word {
    CONNECT("Connect", "[ip] [port]", "connect to a server"),
    REGISTER("Register", "<name> <amount>", "open an account with a first deposit"),
    LOGIN("LOgin", "<name> <port> [takeover]", "log in, and listen on a port for payments"),
    PAY("Pay", "<user> <amount> [memo] [--anyway]", "pay somebody who is online, or a request: pay micropay:..."),
    SHOPS("SHOPS", "", "show who sells something"),
    BROWSE("Browse", "<merchant>", "show the menu of a shop"),
    BUY("BUY", "<merchant> <sku>[:<qty>]... [--yes] [--anyway]", "buy in a shop, once you have confirmed the price"),
    MENU("Menu", "<merchant> [--save file]", "get a shop's menu, as its merchant signed it"),
    REQUEST("REQuest", "<amount> [memo]", "ask to be paid: a text, and a picture to scan"),
    REFUND("REFund", "<id> [amount] [--anyway]", "pay back a payment, or a part of it"),
    PAYMENTS("PAYMents", "[n]", "show what became of the orders you signed"),
    CANCEL("CAncel", "<id>", "make sure that an open order is not paid"),
    HISTORY("HIstory", "[n]", "show the account's payments, newest first"),
    STATEMENT("Statement", "[--from day] [--to day] [--format csv|ndjson|table]", "list the payments of some days"),
    RECEIPTS("RECEIPTS", "[n]", "show the receipts you have kept"),
    RECEIPT("RECeipt", "<id>", "check a payment's receipt, and get it if it is not kept"),
    VERIFY("Verify", "<file>", "check any receipt"),
    ACCEPT("Accept", "[from <user>|*] [up to <amount>]", "take payments without asking; alone it shows the rules"),
    ASK("ASk", "[from <user>|*]", "ask about each payment"),
    DECLINE("DEcline", "[from <user>|*]", "take no payments"),
    FORGET("Forget", "from <user>|*", "drop the rule about somebody, or about everybody"),
    LIST("LIst", "", "show the balance and who is online"),
    HELP("Help", "", "show this"),
    DISCONNECT("Disconnect", "", "close the connection"),
    EXIT("Exit", "", "disconnect and quit");

    /// What the digits 0 to 4 stand for.
    private static final List<Word> NUMBERED = List.of(REGISTER, LOGIN, LIST, PAY, EXIT);

    private final String spelling;
    private final String arguments;
    private final String purpose;

    /// @param spelling the letters in lower case can be left out
    Word(String spelling, String arguments, String purpose) {
        this.spelling = spelling;
        this.arguments = arguments;
        this.purpose = purpose;
    }

    /// The words that `typed` may be: one, or none, or several when it is too short.
    static List<Word> matches(String typed) {
        Optional<Word> numbered = numbered(typed);
        if (numbered.isPresent()) {
            return List.of(numbered.get());
        }
        String start = typed.toLowerCase(Locale.ROOT);
        List<Word> begun = Arrays.stream(values())
                .filter(word -> word.spelling.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
        List<Word> longEnough = begun.stream()
                .filter(word -> start.length() >= word.lettersMin())
                .toList();
        return longEnough.isEmpty() ? begun : longEnough;
    }

    /// How many letters it takes to tell this word from the others.
    private int lettersMin() {
        return (int) spelling.chars().takeWhile(Character::isUpperCase).count();
    }

    /// The word that a digit stands for.
    static Optional<Word> numbered(String typed) {
        boolean isDigit = typed.length() == 1 && typed.charAt(0) >= '0' && typed.charAt(0) <= '4';
        return isDigit ? Optional.of(NUMBERED.get(typed.charAt(0) - '0')) : Optional.empty();
    }

    /// The digit for this word, if it has one.
    Optional<Integer> number() {
        int number = NUMBERED.indexOf(this);
        return number < 0 ? Optional.empty() : Optional.of(number);
    }

    String spelling() {
        return spelling;
    }

    /// How it is used: the word and its arguments.
    String usage() {
        return (spelling + " " + arguments).strip();
    }

    String purpose() {
        return purpose;
    }
}
