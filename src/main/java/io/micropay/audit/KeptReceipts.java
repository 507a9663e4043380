package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.payment.Receipt;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Kept receipts, by the transfers they prove.
final class KeptReceipts {

    private final List<KeptReceipt> all;
    private final Map<Long, List<KeptReceipt>> bySeq;

    KeptReceipts(List<KeptReceipt> all) {
        this.all = all;
        this.bySeq = all.stream()
                .collect(Collectors.groupingBy(kept -> kept.receipt().seq()));
    }

    /// The first that proves nothing about this ledger.
    Optional<WrongRow> firstWrong(String ledgerId) {
        return all.stream().flatMap(kept -> kept.wrong(ledgerId).stream()).findFirst();
    }

    /// What the receipts have against a transfer.
    List<String> problems(WalkedTransfer walked) {
        List<String> problems = new ArrayList<>();
        for (KeptReceipt kept : bySeq.getOrDefault(walked.seq(), List.of())) {
            Receipt receipt = kept.receipt();
            // The chain hash covers all that came before, so a record that is the same may have another history.
            if (!receipt.record().equals(walked.record())) {
                problems.add("the receipt " + kept.source() + " proves another transfer in its place: "
                        + "the ledger was rewritten");
            } else if (!receipt.chainHash().equals(HexFormat.of().formatHex(walked.chainHash()))) {
                problems.add("the receipt " + kept.source() + " proves another history before it: "
                        + "the ledger was rewritten");
            }
        }
        return problems;
    }

    /// The transfer behind `last`, when a receipt proves that there was one.
    Optional<WrongRow> cutTail(long last) {
        return all.stream()
                .filter(kept -> kept.receipt().seq() > last)
                .findFirst()
                .map(kept -> new WrongRow(
                        Table.TRANSFER,
                        last + 1,
                        "",
                        "it is missing: the receipt " + kept.source() + " proves transfer "
                                + kept.receipt().seq() + ", and the ledger ends at " + last));
    }

    long size() {
        return all.size();
    }
}
