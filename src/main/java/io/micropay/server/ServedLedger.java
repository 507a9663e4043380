package io.micropay.server;

import io.micropay.ledger.Ledger;
import io.micropay.ledger.Logins;
import io.micropay.payment.ReceiptIssuer;

/// A ledger, and what belongs to it wherever it is served.
///
/// @param profile what HELLO tells of it
/// @param logins who is logged in, over all servers of the ledger
/// @param receipts signs for it
public record ServedLedger(LedgerProfile profile, Ledger ledger, Logins logins, ReceiptIssuer receipts) {}
