package io.micropay.ledger;

import io.micropay.money.AccountName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The accounts in memory: each is loaded when it is first asked for, and kept.
///
/// There is one object for an account. Names that nobody has registered are not remembered, so asking for them costs
/// no memory.
final class AccountBook {

    private final Map<Long, Account> byNumber = new ConcurrentHashMap<>();
    private final Map<AccountName, Account> byName = new ConcurrentHashMap<>();
    private final Map<String, Account> byKeyHash = new ConcurrentHashMap<>();

    Optional<Account> account(AccountName name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<Account> accountOfKey(String keyHash) {
        return Optional.ofNullable(byKeyHash.get(keyHash));
    }

    /// Keeps an account that was loaded or opened, and returns the object to use: the first that came. A later one
    /// may have been read before transfers that the first knows of.
    Account keep(Account account) {
        Account kept = byNumber.putIfAbsent(account.number(), account);
        Account first = kept != null ? kept : account;
        byName.put(first.name(), first);
        if (!first.isTreasury()) {
            byKeyHash.put(first.keyHash(), first);
        }
        return first;
    }

    /// Refuses an account object that is not this ledger's: its position would not move.
    void check(Account account) {
        if (byNumber.get(account.number()) != account) {
            throw new IllegalArgumentException("not an account of this ledger: " + account);
        }
    }
}
