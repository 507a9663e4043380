package io.micropay.server;

import io.micropay.ledger.Ledger;
import io.micropay.ledger.Logins;
import io.micropay.payment.ReceiptIssuer;
import java.util.Optional;

/// A ledger, and what belongs to it wherever it is served.
///
/// @param profile what HELLO tells of it
/// @param logins who is logged in, over all servers of the ledger
/// @param receipts signs for it
/// @param office where settlements arrive; empty for a server that takes none
public record ServedLedger(
        LedgerProfile profile, Ledger ledger, Logins logins, ReceiptIssuer receipts, Optional<HeadOffice> office) {}
