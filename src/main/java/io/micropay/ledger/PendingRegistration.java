package io.micropay.ledger;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.List;

/// An account to be opened.
final class PendingRegistration extends Pending<Registration> {

    private final AccountName name;
    private final byte[] publicKey;
    private final String keyHash;
    private final Amount deposit;
    private boolean opened;

    PendingRegistration(AccountName name, byte[] publicKey, String keyHash, Amount deposit) {
        this.name = name;
        this.publicKey = publicKey;
        this.keyHash = keyHash;
        this.deposit = deposit;
    }

    AccountName name() {
        return name;
    }

    String keyHash() {
        return keyHash;
    }

    Amount deposit() {
        return deposit;
    }

    @Override
    List<Account> accounts(Account treasury) {
        return List.of(treasury);
    }

    /// The account as it would be opened.
    Account account(long number, Position position) {
        return new Account(number, name, publicKey, keyHash, position);
    }

    /// To be called when a batch opens the account, whatever becomes of the batch.
    void markOpened() {
        opened = true;
    }

    /// Whether a batch has opened the account: what is on record may be its doing.
    boolean wasOpened() {
        return opened;
    }

    /// Whether `account` is the one to be opened, and is there already.
    boolean isFor(Account account) {
        return account.keyHash().equals(keyHash);
    }

    void refuse(Registration.Reason reason) {
        decide(() -> new Registration.Refused(reason));
    }

    @Override
    Registration busy() {
        return new Registration.Busy();
    }
}
