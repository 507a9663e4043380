package io.micropay.payment;

/// One thing that must hold for a receipt to be true.
public enum ReceiptCheck {
    LEDGER("the CA is the ledger's"),
    RECEIPT_CERTIFICATE("the receipt certificate is the CA's, for @ledger"),
    RECEIPT_SIGNATURE("the ledger signed the receipt"),
    CHAIN_HASH("the chain hash covers the record"),
    PAYER_KEY("the payer's key has the hash on record"),
    PAYER_SIGNATURE("the payer signed the order"),
    PAYEE_KEY("the payee's key has the hash on record"),
    PAYEE_SIGNATURE("the payee signed the acceptance"),
    PURCHASE("what was bought is what payer and payee have signed");

    private final String statement;

    ReceiptCheck(String statement) {
        this.statement = statement;
    }

    /// What holds when the check passes.
    public String statement() {
        return statement;
    }
}
