package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.Fingerprint;
import io.micropay.ledger.Account;
import io.micropay.ledger.ArchivedAccount;
import io.micropay.money.AccountName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All accounts, by their numbers and in that order.
final class Accounts {

    private final Map<Long, AuditedAccount> byNumber = new LinkedHashMap<>();
    private final Set<String> nameKeys = new HashSet<>();
    private final Set<String> keyHashes = new HashSet<>();
    private Optional<WrongRow> firstWrong = Optional.empty();

    void add(ArchivedAccount row) {
        Optional<AccountName> name = name(row);
        List<String> problems = problems(row, name);
        requireUnique(row, problems);
        if (!problems.isEmpty()) {
            note(new WrongRow(
                    Table.ACCOUNT, row.number(), name.map(AccountName::text).orElse(""), problems));
        }
        name.ifPresent(read -> byNumber.put(row.number(), new AuditedAccount(row, read)));
    }

    /// A store that somebody has changed may have lost what keeps its rows apart.
    private void requireUnique(ArchivedAccount row, List<String> problems) {
        if (byNumber.containsKey(row.number())) {
            problems.add("its number stands twice");
        }
        if (!nameKeys.add(row.nameKey())) {
            problems.add("another account has its name");
        }
        if (!isTreasury(row) && !keyHashes.add(HexFormat.of().formatHex(row.keyHash()))) {
            problems.add("another account has its key");
        }
    }

    private void note(WrongRow wrong) {
        firstWrong = firstWrong.or(() -> Optional.of(wrong));
    }

    private static boolean isTreasury(ArchivedAccount row) {
        return row.number() == Account.TREASURY_NUMBER;
    }

    private static Optional<AccountName> name(ArchivedAccount row) {
        if (!isTreasury(row)) {
            return AccountName.parse(row.name());
        }
        return row.name().equals(AccountName.TREASURY.text()) ? Optional.of(AccountName.TREASURY) : Optional.empty();
    }

    private static List<String> problems(ArchivedAccount row, Optional<AccountName> name) {
        List<String> problems = new ArrayList<>();
        if (name.isEmpty()) {
            problems.add("its name is not of the form");
        } else if (!name.get().key().equals(row.nameKey())) {
            problems.add("it is found under another name than its own");
        }
        if (isTreasury(row)) {
            if (row.publicKey().length + row.keyHash().length > 0) {
                problems.add("the treasury has a key");
            }
        } else if (!Fingerprint.of(row.publicKey()).hex().equals(HexFormat.of().formatHex(row.keyHash()))) {
            problems.add("its key hash is not that of its public key");
        }
        return problems;
    }

    /// The first account that is wrong by itself.
    Optional<WrongRow> firstWrong() {
        return firstWrong.or(() -> byNumber.containsKey(Account.TREASURY_NUMBER)
                ? Optional.empty()
                : Optional.of(new WrongRow(
                        Table.ACCOUNT, Account.TREASURY_NUMBER, AccountName.TREASURY.text(), "it is missing")));
    }

    Optional<AuditedAccount> account(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /// The account of somebody, which the treasury's is not.
    Optional<AuditedAccount> person(long number) {
        return account(number).filter(account -> !account.isTreasury());
    }

    Collection<AuditedAccount> all() {
        return Collections.unmodifiableCollection(byNumber.values());
    }

    /// What to call an account that may not be there.
    String name(long number) {
        return account(number).map(account -> account.name().text()).orElse("");
    }

    /// How many people have one.
    long size() {
        return byNumber.keySet().stream()
                .filter(number -> number != Account.TREASURY_NUMBER)
                .count();
    }
}
