package io.micropay.audit;

import io.micropay.ledger.Account;
import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.BatchChanges;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// An account, and where it stands by the transfers that have been walked through.
final class AuditedAccount {

    private static final int MARKS_FIRST = 4;

    private final ArchivedAccount row;
    private final AccountName name;
    private final String keyHash;

    private long balance;
    private long transfers;
    private long newestSeq;
    private @Nullable PaymentId newestPaid;
    private long[] marks = {};
    private int markCount;

    /// @param name the registered name, read
    AuditedAccount(ArchivedAccount row, AccountName name) {
        this.row = row;
        this.name = name;
        this.keyHash = HexFormat.of().formatHex(row.keyHash());
    }

    long number() {
        return row.number();
    }

    AccountName name() {
        return name;
    }

    byte[] publicKey() {
        return row.publicKey();
    }

    String keyHash() {
        return keyHash;
    }

    long openedAt() {
        return row.openedAt();
    }

    boolean isTreasury() {
        return row.number() == Account.TREASURY_NUMBER;
    }

    boolean canPay(long micros) {
        return isTreasury() ? balance >= Long.MIN_VALUE + micros : balance >= micros;
    }

    boolean canReceive(long micros) {
        return balance + micros <= Amount.MAX.micros();
    }

    void pay(long seq, long micros, PaymentId id) {
        balance -= micros;
        if (newestPaid == null || id.compareTo(newestPaid) > 0) {
            newestPaid = id;
        }
        takePart(seq);
    }

    void receive(long seq, long micros) {
        balance += micros;
        takePart(seq);
    }

    private void takePart(long seq) {
        newestSeq = seq;
        transfers++;
        if (transfers % BatchChanges.TRANSFERS_PER_MARK == 0) {
            mark(seq);
        }
    }

    private void mark(long seq) {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, Math.max(MARKS_FIRST, markCount * 2));
        }
        marks[markCount++] = seq;
    }

    /// Millionths.
    long balance() {
        return balance;
    }

    /// How many transfers it has taken part in.
    long transfers() {
        return transfers;
    }

    /// The newest of them, 0 for none.
    long newestSeq() {
        return newestSeq;
    }

    /// The highest id it has paid with.
    @Nullable
    PaymentId newestPaid() {
        return newestPaid;
    }

    /// How many of its transfers are marked.
    int markCount() {
        return markCount;
    }

    /// The `index`th transfer that is marked, from 0.
    long mark(int index) {
        return marks[index];
    }
}
