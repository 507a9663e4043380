package io.micropay.client.shell;

import io.micropay.client.ListeningPort;
import io.micropay.client.PaymentRequest;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.Purpose;
import io.micropay.money.Quantity;
import io.micropay.money.Sku;
import io.micropay.shop.MenuItem;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what people type, at the prompt and on the command line alike.
public final class Reading {

    /// How many lines a list has where nobody says how many.
    public static final int SHOWN = 20;

    private static final int SHOWN_MAX = 10_000;
    /// What Java puts in the place of bytes that are not of the expected encoding.
    private static final char UNREADABLE = '\uFFFD';

    private static final int DAY_LENGTH = "yyyy-mm-dd".length();

    private Reading() {}

    public static AccountName name(String text) throws CommandFailedException {
        return AccountName.parse(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(text) + " is not a name",
                        "a name starts with a letter and has at most 32 letters, digits, dots, dashes or underscores"));
    }

    /// Reads an amount as people write it: zeros at its end are theirs to spare.
    public static Amount amount(String text) throws CommandFailedException {
        return Amount.parseTyped(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(text) + " is not an amount",
                        "write it like 2000 or 0.5, with at most six decimals"));
    }

    /// Reads an amount that can be paid.
    public static Amount payable(String text) throws CommandFailedException {
        Amount amount = amount(text);
        if (amount.isZero()) {
            throw usage("an amount of zero is no payment", null);
        }
        return amount;
    }

    /// Reads a memo. Prefixes that the protocol keeps for itself would make a payment look like what it is not. What
    /// was no text where it came from has become a mark for that, and a receipt would say it for ever.
    public static Memo memo(String text) throws CommandFailedException {
        if (text.indexOf(UNREADABLE) >= 0) {
            throw usage("this memo is not text in UTF-8", "LANG=C.UTF-8 has it read where the locale is another");
        }
        if (Purpose.isReserved(text)) {
            throw usage("a memo cannot start with order:, refund: or request:", null);
        }
        return Memo.of(text)
                .orElseThrow(() -> usage("a memo is plain text of at most " + Memo.BYTES_MAX + " bytes", null));
    }

    /// Whether a word asks for a payment, rather than names a payee.
    public static boolean isRequest(String word) {
        return word.regionMatches(true, 0, PaymentRequest.SCHEME, 0, PaymentRequest.SCHEME.length());
    }

    public static PaymentRequest request(String text) throws CommandFailedException {
        return PaymentRequest.parse(text)
                .orElseThrow(() -> usage(
                        "this is not a request for a payment",
                        "it looks like micropay:name@host:port?amount=3.5&request=..."));
    }

    public static Sku sku(String text) throws CommandFailedException {
        return Sku.parse(text)
                .orElseThrow(() ->
                        usage(Sentences.quoted(text) + " is not the sku of an item", "shop stock shows what there is"));
    }

    /// Reads how many of an item there are.
    public static int stock(String text) throws CommandFailedException {
        if (!text.matches("[0-9]{1,6}")) {
            throw usage(Sentences.quoted(text) + " is not a number from 0 to " + MenuItem.STOCK_MAX, null);
        }
        return Integer.parseInt(text);
    }

    /// Reads what somebody wants to buy; an item without a quantity is wanted once.
    public static Basket basket(List<String> items) throws CommandFailedException {
        String text = items.stream()
                .flatMap(words -> Stream.of(words.split(",", -1)))
                .map(item -> item.indexOf(':') < 0 ? item + ":1" : item)
                .collect(Collectors.joining(","));
        return Basket.parse(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(String.join(" ", items)) + " is not a basket",
                        "write it like 101:2 203:1, each item once, with 1 to " + Quantity.MAX + " of it, at most "
                                + Basket.ITEMS_MAX + " items"));
    }

    /// Whether a person has said yes.
    static boolean isYes(String answer) {
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }

    /// Reads the id of a payment that there is.
    public static PaymentId id(String text) throws CommandFailedException {
        return id(text, "payments and history show the ids");
    }

    /// Reads an id that the payer gives to a payment.
    public static PaymentId ownId(String text) throws CommandFailedException {
        return id(text, "micropay new-id makes one: a UUID of version 7, in lower case");
    }

    private static PaymentId id(String text, String hint) throws CommandFailedException {
        return PaymentId.parse(text)
                .orElseThrow(() -> usage(Sentences.quoted(text) + " is not the id of a payment", hint));
    }

    /// Reads how many lines of a list to show.
    public static int count(String text) throws CommandFailedException {
        if (!text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > SHOWN_MAX) {
            throw usage(
                    Sentences.quoted(text) + " is not a number from 1 to " + SHOWN_MAX, "without one it is " + SHOWN);
        }
        return Integer.parseInt(text);
    }

    public static int port(String text) throws CommandFailedException {
        return ListeningPort.parse(text)
                .orElseThrow(() -> usage(Sentences.quoted(text) + " is not a port to listen on", ListeningPort.RULE));
    }

    public static ServerAddress address(String text) throws CommandFailedException {
        return ServerAddress.parse(text)
                .orElseThrow(() -> usage(
                        Sentences.quoted(text) + " is not an address",
                        "write it like pay.example.org:16000, or [::1]:16000"));
    }

    /// Reads a day; a year of more than four digits is none of ours.
    public static LocalDate day(String text) throws CommandFailedException {
        try {
            if (text.length() == DAY_LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException notADay) {
            // It is said below, as for what has another length.
        }
        throw usage(Sentences.quoted(text) + " is not a day", "write it like 2026-01-31; days are in UTC");
    }

    /// Reads the days of a statement.
    ///
    /// @param from the first one; empty for the first there can be
    /// @param to the last one; empty for the last there can be
    public static Period period(Optional<String> from, Optional<String> to) throws CommandFailedException {
        LocalDate first = from.isEmpty() ? Period.FIRST_DAY : day(from.get());
        LocalDate last = to.isEmpty() ? Period.LAST_DAY : day(to.get());
        if (last.isBefore(first)) {
            throw usage("--to is before --from", null);
        }
        return new Period(first, last);
    }

    public static Statement form(String text) throws CommandFailedException {
        return Statement.named(text)
                .orElseThrow(() -> usage(Sentences.quoted(text) + " is not a format", "choose csv, ndjson or table"));
    }

    private static CommandFailedException usage(String message, @Nullable String hint) {
        return new CommandFailedException(Kind.USAGE, message, hint);
    }
}
