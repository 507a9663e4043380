package io.micropay.audit;

import io.micropay.ledger.ChainHead;
import io.micropay.ledger.LedgerArchive.Snapshot;
import java.util.Optional;

/// All that changes in a ledger, as it stood at one moment.
///
/// @param shopStart the transfer behind which every payment whose memo names an order has its sale
record Standing(
        Optional<String> ledgerId,
        ChainHead head,
        Accounts accounts,
        Positions positions,
        Remembered remembered,
        SettledDays settled,
        AuditedShops shops,
        long shopStart) {

    static Standing read(Snapshot snapshot) {
        Accounts accounts = new Accounts();
        Positions positions = new Positions();
        Remembered remembered = new Remembered(accounts);
        SettledDays settled = new SettledDays();
        AuditedShops shops = new AuditedShops(accounts);
        // The first query decides which moment it is.
        ChainHead head = snapshot.head();
        snapshot.accounts(page -> page.forEach(accounts::add));
        snapshot.positions(page -> page.forEach(positions::add));
        snapshot.refusals(page -> page.forEach(remembered::add));
        snapshot.cancellations(page -> page.forEach(remembered::add));
        snapshot.settledDays(page -> page.forEach(settled::add));
        snapshot.shops(page -> page.forEach(shops::add));
        snapshot.items(page -> page.forEach(shops::add));
        return new Standing(
                snapshot.ledgerId(), head, accounts, positions, remembered, settled, shops, snapshot.shopStart());
    }
}
