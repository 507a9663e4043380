package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.Base64Url;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.SignedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Verifies what payer and payee have signed, with the keys of their accounts. Used by several threads.
final class SignatureCheck {

    private final Fingerprint ledgerId;
    private final DecodedKeys keys = new DecodedKeys();

    SignatureCheck(Fingerprint ledgerId) {
        this.ledgerId = ledgerId;
    }

    /// The first transfer that somebody has not signed.
    Optional<WrongRow> firstWrong(List<WalkedTransfer> transfers) {
        for (WalkedTransfer walked : transfers) {
            List<String> problems = problems(walked);
            if (!problems.isEmpty()) {
                return Optional.of(new WrongRow(Table.TRANSFER, walked.seq(), "", problems));
            }
        }
        return Optional.empty();
    }

    /// What is wrong with a transfer's signatures. A deposit has none.
    List<String> problems(WalkedTransfer walked) {
        List<String> problems = new ArrayList<>();
        walked.transfer().payment().ifPresent(payment -> check(walked, payment, problems));
        return problems;
    }

    private void check(WalkedTransfer walked, CoSignedPayment payment, List<String> problems) {
        byte[] ordered = SignedText.order(ledgerId, payment.order());
        byte[] accepted = SignedText.acceptance(ledgerId, payment.order(), payment.payerSignature());
        check("payer", walked.payer(), ordered, payment.payerSignature(), problems);
        check("payee", walked.payee(), accepted, payment.payeeSignature(), problems);
    }

    private void check(String side, AuditedAccount account, byte[] text, Base64Url signature, List<String> problems) {
        Optional<VerificationKey> key = keys.of(account);
        if (key.isEmpty()) {
            problems.add("its " + side + "'s key is none that an account can have");
        } else if (!key.get().verify(text, signature.bytes())) {
            problems.add("its " + side + "'s signature does not verify");
        }
    }
}
