package io.micropay.audit;

import io.micropay.ledger.Account;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A row of the journal, read as what it must hold.
///
/// @param payment what payer and payee signed; empty for an opening deposit
/// @param orderFields the six fields, byte for byte
record AuditedTransfer(
        ArchivedTransfer row,
        PaymentId id,
        AccountName payerName,
        AccountName payeeName,
        Timestamp committedAt,
        Optional<CoSignedPayment> payment,
        String orderFields) {

    private static final int ID_LENGTH = 16;

    /// Reads a row; notes in `problems` what is not of its form, and is empty then.
    static Optional<AuditedTransfer> read(ArchivedTransfer row, List<String> problems) {
        return new Reading(row, problems).transfer();
    }

    boolean isDeposit() {
        return payment.isEmpty();
    }

    /// The twelve fields that the chain hash covers, at some place of the journal.
    String record(long seq, String payerKeyHash, String payeeKeyHash) {
        return seq + "#" + orderFields + "#" + committedAt + "#" + payerKeyHash + "#" + payeeKeyHash + "#"
                + payment.map(signed -> signed.payerSignature() + "#" + signed.payeeSignature())
                        .orElse("#");
    }

    /// One row being read.
    private static final class Reading {

        private final ArchivedTransfer row;
        private final List<String> problems;
        private final boolean deposit;

        Reading(ArchivedTransfer row, List<String> problems) {
            this.row = row;
            this.problems = problems;
            this.deposit = row.payer() == Account.TREASURY_NUMBER;
        }

        Optional<AuditedTransfer> transfer() {
            Optional<PaymentId> id = required(id(row.id()), "its id is not the id of a payment");
            Optional<AccountName> payer = required(payerName(), "the payer's name is not of the form");
            Optional<AccountName> payee =
                    required(AccountName.parse(row.payeeName()), "the payee's name is not of the form");
            Optional<Amount> amount = required(amount(row.amount()), "its amount is not of the form");
            Optional<Timestamp> committedAt =
                    required(moment(row.committedAt()), "the time of its commit is not of the form");
            Optional<Timestamp> expires = Timestamp.parse(row.expires());
            Optional<Memo> memo = required(Memo.parse(row.memo()), "its memo is not of the form");
            if (deposit) {
                checkDeposit();
            } else {
                required(expires, "its expiry is not of the form");
                checkSignatures();
            }
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            Optional<CoSignedPayment> payment = expires.map(until -> new CoSignedPayment(
                    new PaymentOrder(payer.get(), amount.get(), payee.get(), id.get(), until, memo.get()),
                    Base64Url.of(row.payerSignature()),
                    Base64Url.of(row.payeeSignature())));
            String fields = payment.map(signed -> signed.order().toString())
                    .orElseGet(() -> payer.get() + "#" + amount.get() + "#" + payee.get() + "#" + id.get() + "##");
            return Optional.of(
                    new AuditedTransfer(row, id.get(), payer.get(), payee.get(), committedAt.get(), payment, fields));
        }

        private <T> Optional<T> required(Optional<T> value, String otherwise) {
            if (value.isEmpty()) {
                problems.add(otherwise);
            }
            return value;
        }

        private Optional<AccountName> payerName() {
            if (!deposit) {
                return AccountName.parse(row.payerName());
            }
            return row.payerName().equals(AccountName.TREASURY.text())
                    ? Optional.of(AccountName.TREASURY)
                    : Optional.empty();
        }

        /// Nobody orders an opening deposit.
        private void checkDeposit() {
            boolean bare = row.expires().isEmpty()
                    && row.memo().isEmpty()
                    && row.payerSignature().length == 0
                    && row.payeeSignature().length == 0;
            if (!bare) {
                problems.add("a deposit has an expiry, a memo or a signature");
            }
        }

        private void checkSignatures() {
            if (row.payerSignature().length == 0 || row.payeeSignature().length == 0) {
                problems.add("a signature is missing");
            }
        }
    }

    private static Optional<PaymentId> id(byte[] stored) {
        if (stored.length != ID_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        UUID id = new UUID(bytes.getLong(), bytes.getLong());
        return id.version() == 7 && id.variant() == 2 ? Optional.of(new PaymentId(id)) : Optional.empty();
    }

    private static Optional<Amount> amount(long micros) {
        return micros > 0 && micros <= Amount.MAX.micros() ? Optional.of(new Amount(micros)) : Optional.empty();
    }

    private static Optional<Timestamp> moment(long epochMillis) {
        try {
            return Optional.of(Timestamp.ofEpochMillis(epochMillis));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }
}
