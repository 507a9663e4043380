package io.micropay.ledger;

import io.micropay.money.AccountName;

/// An account: who it is, for ever, and where it stands now.
///
/// There is one object for each account in a process, so accounts are compared by identity. Everything but the
/// position is fixed when the account is opened.
public final class Account {

    /// The number of `@treasury`, which every opening deposit comes from.
    public static final long TREASURY_NUMBER = 0;

    private final long number;
    private final AccountName name;
    private final byte[] publicKey;
    private final String keyHash;
    private volatile Position position;

    /// @param publicKey DER SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7); empty for the treasury
    /// @param keyHash lower-case hex SHA-256 of the public key; empty for the treasury
    /// @param position where the account stood when it was read or opened
    public Account(long number, AccountName name, byte[] publicKey, String keyHash, Position position) {
        this.number = number;
        this.name = name;
        this.publicKey = publicKey.clone();
        this.keyHash = keyHash;
        this.position = position;
    }

    public long number() {
        return number;
    }

    /// The name in its registered spelling.
    public AccountName name() {
        return name;
    }

    /// DER SubjectPublicKeyInfo, a fresh copy.
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// Lower-case hex SHA-256 of the public key's DER.
    public String keyHash() {
        return keyHash;
    }

    /// Whether this is the one account that may stand below zero.
    public boolean isTreasury() {
        return number == TREASURY_NUMBER;
    }

    /// Where the account stands after the last durable batch.
    public Position position() {
        return position;
    }

    /// Called by the writer alone, after the batch that led to `posted` has become durable.
    void post(Position posted) {
        position = posted;
    }

    @Override
    public String toString() {
        return "account " + number + " (" + name + ")";
    }
}
