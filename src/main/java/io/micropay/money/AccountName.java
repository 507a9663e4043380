package io.micropay.money;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The name of an account, `[A-Za-z][A-Za-z0-9._-]{0,31}`.
///
/// Names that differ only in case are the same name: equality and order go by [#key()]. The spelling is kept,
/// because signed texts use the bytes as they arrived.
public final class AccountName implements Comparable<AccountName> {

    /// The account every opening deposit comes from. Its name is not of the form, so nobody can ask for it.
    public static final AccountName TREASURY = new AccountName("@treasury");

    private static final int LENGTH_MAX = 32;

    private static final Set<String> RESERVED = Set.of(
            "hello",
            "enroll",
            "register",
            "login",
            "list",
            "key",
            "trans",
            "status",
            "cancel",
            "history",
            "relay",
            "declined",
            "events",
            "order",
            "accepted",
            "publish",
            "shops",
            "browse",
            "menu",
            "shop",
            "stock",
            "buy",
            "receipt",
            "settle",
            "balance",
            "exit",
            "ledger",
            "treasury",
            "ca",
            "server");

    private final String text;
    private final String key;

    private AccountName(String text) {
        this.text = text;
        this.key = text.toLowerCase(Locale.ROOT);
    }

    /// Reads a name; empty when `text` is not of the form. Reserved names are of the form.
    public static Optional<AccountName> parse(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || !isLetter(text.charAt(0))) {
            return Optional.empty();
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '.' && c != '_' && c != '-') {
                return Optional.empty();
            }
        }
        return Optional.of(new AccountName(text));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// Whether `word`, in any case, is a verb of the protocol or a name the service keeps for itself.
    public static boolean isReserved(String word) {
        // Reserved words are of the form, so nothing else can be one, not even what lower case makes one of: the
        // Kelvin sign's is a k.
        return parse(word).filter(AccountName::isReserved).isPresent();
    }

    /// Whether no account may be registered under this name.
    public boolean isReserved() {
        return RESERVED.contains(key);
    }

    /// The spelling as it was given.
    public String text() {
        return text;
    }

    /// What makes two names the same: the name in lower case.
    public String key() {
        return key;
    }

    @Override
    public int compareTo(AccountName other) {
        return key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountName name && key.equals(name.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
