package io.micropay.audit;

import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptCheck;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A receipt that somebody kept: what the ledger said then, to be held against what it says now.
///
/// @param source where it was kept, for people
/// @param ledger the ledger it says it is of, lower-case hex
/// @param failures what is not true of it by itself
public record KeptReceipt(String source, String ledger, Receipt receipt, Set<ReceiptCheck> failures) {

    /// Reads and verifies a receipt; empty when the text is none.
    public static Optional<KeptReceipt> read(String source, String json, ReceiptVerifier verifier) {
        Optional<ReceiptFile> file = ReceiptFile.parse(json);
        Optional<Receipt> receipt = file.flatMap(ReceiptFile::receipt);
        Optional<ReceiptKeys> keys = file.flatMap(ReceiptFile::keys);
        return receipt.isPresent() && keys.isPresent()
                ? Optional.of(new KeptReceipt(
                        source,
                        file.get().ledger(),
                        receipt.get(),
                        verifier.failures(file.get().ledger(), receipt.get(), keys.get())))
                : Optional.empty();
    }

    /// What is wrong with the receipt by itself; empty when it is a true one of this ledger.
    Optional<WrongRow> wrong(String ledgerId) {
        List<String> problems = new ArrayList<>();
        if (!ledger.equals(ledgerId)) {
            problems.add("it is of another ledger");
        }
        failures.forEach(check -> problems.add("it is not true that " + check.statement()));
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new WrongRow(WrongRow.Table.RECEIPT, receipt.seq(), source, problems));
    }
}
