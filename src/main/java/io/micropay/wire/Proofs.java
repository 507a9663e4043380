package io.micropay.wire;

import java.util.List;

/// Knows which fields of a proof are signatures. Otherwise a proof is one value to this package.
final class Proofs {

    private static final int PAYER_SIGNATURE = 10;
    private static final int PAYEE_SIGNATURE = 11;
    private static final int RECEIPT_SIGNATURE = 14;

    private Proofs() {}

    /// All that a proof says, and not what proves it: the fields of its three signatures are empty.
    static String withoutSignatures(String proof) {
        List<String> fields = Fields.split(proof);
        fields.set(PAYER_SIGNATURE, "");
        fields.set(PAYEE_SIGNATURE, "");
        fields.set(RECEIPT_SIGNATURE, "");
        return String.join("#", fields);
    }
}
