package io.micropay.audit;

/// A transfer whose form is right, between accounts that there are.
record WalkedTransfer(AuditedTransfer transfer, AuditedAccount payer, AuditedAccount payee) {

    /// The twelve fields that the chain hash covers, at some place of the journal.
    String record(long seq) {
        return transfer.record(seq, payer.keyHash(), payee.keyHash());
    }

    String record() {
        return record(seq());
    }

    long seq() {
        return transfer.row().seq();
    }

    byte[] chainHash() {
        return transfer.row().chainHash();
    }
}
