package io.micropay.client.shell;

import io.micropay.client.AcceptanceRule;
import io.micropay.client.HistoryEntry;
import io.micropay.client.OwnPayment;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.StoredReceipt;
import io.micropay.client.shop.CheckedSale;
import io.micropay.client.shop.SignedMenu;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Purpose;
import io.micropay.money.Sku;
import io.micropay.payment.ReceiptVerdict;
import io.micropay.settlement.SettlementReport;
import io.micropay.shop.Menu;
import io.micropay.shop.Purchase;
import io.micropay.wire.Response.ShopEntry;
import io.micropay.wire.Response.StatusBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What came of a command. [OutcomeText] shows it to a person, [OutcomeJson] to a program.
public sealed interface Outcome {

    record Registered(AccountName name, Amount deposit) implements Outcome {}

    /// Who is online, and what the asker has.
    record Online(AccountName account, StatusBlock block) implements Outcome {}

    record Balance(Amount amount, String unit) implements Outcome {}

    record Paid(PaymentResult.Paid payment) implements Outcome {}

    /// A payment has come in.
    ///
    /// @param balance what the account has now, if the server has told it
    record Received(PaymentResult.Paid payment, Optional<Amount> balance) implements Outcome {}

    record Requested(PaymentRequest request) implements Outcome {}

    /// An order that surely is not paid, and never will be.
    record Cancelled(OwnPayment payment) implements Outcome {}

    record Payments(List<OwnPayment> payments) implements Outcome {}

    /// The account's payments.
    ///
    /// @param entries the newest first
    record History(List<HistoryEntry> entries) implements Outcome {}

    /// The account's payments of some days.
    ///
    /// @param entries the oldest first
    record AccountStatement(List<HistoryEntry> entries, Statement form) implements Outcome {}

    record Receipts(List<Kept> receipts) implements Outcome {}

    /// A receipt of the wallet's.
    ///
    /// @param incoming whether it was this wallet that was paid
    record Kept(StoredReceipt stored, boolean incoming) {}

    record Checked(List<CheckedFile> files) implements Outcome {}

    /// What came of checking the receipt in a file.
    record CheckedFile(Path file, ReceiptVerdict verdict) {

        /// Whether it is the receipt of a shop's order, and does not say what was bought.
        public boolean lacksPurchase() {
            return verdict.purchase().isEmpty() && Purpose.of(verdict.receipt().memo()) instanceof Purpose.Order;
        }
    }

    /// Who sells something.
    record Shops(List<ShopEntry> shops) implements Outcome {}

    record Browsed(AccountName merchant, Menu menu) implements Outcome {}

    /// A shop's menu, as its merchant signed it.
    record Fetched(AccountName merchant, SignedMenu menu) implements Outcome {}

    /// The same in a file.
    record Saved(AccountName merchant, SignedMenu menu, Path file) implements Outcome {}

    record Bought(PaymentResult.Paid payment, Purchase purchase) implements Outcome {}

    /// A merchant's menu is what his shop sells.
    record Published(AccountName merchant, Menu menu) implements Outcome {}

    /// A shop is open, or not for now.
    record Opened(AccountName merchant, boolean open) implements Outcome {}

    record Stocked(AccountName merchant, Sku sku, int left) implements Outcome {}

    /// A shop has sold something.
    ///
    /// @param balance what the account has now, if the server has told it
    record Sold(CheckedSale sale, Optional<Amount> balance) implements Outcome {}

    /// A merchant's day is settled.
    ///
    /// @param file what was sent in; `reportFile` the signed report on it
    record DayClosed(SettlementReport report, Path file, Path reportFile) implements Outcome {}

    /// By the payer's name, or `*` for everybody.
    record Rules(SortedMap<String, AcceptanceRule> rules) implements Outcome {}
}
