package io.micropay.payment;

import io.micropay.money.Memo;
import io.micropay.shop.Purchase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What came of checking a receipt.
///
/// @param checks all that were made
/// @param failures those that failed
/// @param purchase what a shop's order was for, if the receipt's file says so
public record ReceiptVerdict(
        Receipt receipt, Set<ReceiptCheck> checks, Set<ReceiptCheck> failures, Optional<Purchase> purchase) {

    static ReceiptVerdict of(Receipt receipt, Set<ReceiptCheck> failures, Optional<Purchase> purchase) {
        Set<ReceiptCheck> checks = EnumSet.allOf(ReceiptCheck.class);
        if (purchase.isEmpty()) {
            checks.remove(ReceiptCheck.PURCHASE);
        }
        // Nobody signed an opening deposit: there is less to check.
        if (receipt.isDeposit()) {
            checks.removeAll(
                    EnumSet.of(ReceiptCheck.PAYER_KEY, ReceiptCheck.PAYER_SIGNATURE, ReceiptCheck.PAYEE_SIGNATURE));
        }
        checks.addAll(failures);
        return new ReceiptVerdict(receipt, checks, failures, purchase);
    }

    /// Whether all that the receipt says is so.
    public boolean isTrue() {
        return failures.isEmpty();
    }

    /// The verdict in a person's words: a line for each check, and what the receipt says.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        checks.forEach(check -> lines.add((failures.contains(check) ? "FAILED  " : "ok      ") + check.statement()));
        lines.add("");
        lines.add(isTrue() ? summary() : "It claims: " + summary());
        if (isTrue()) {
            lines.add("All " + checks.size() + " checks passed.");
        }
        return lines;
    }

    private String summary() {
        String memo =
                receipt.memo().equals(Memo.EMPTY) ? "" : " (" + receipt.memo().quoted() + ")";
        return receipt.payer() + " paid " + receipt.payee() + " " + receipt.amount() + memo + " at "
                + receipt.committedAt() + ", payment " + receipt.id() + ", number " + receipt.seq()
                + " in the ledger.";
    }
}
