/// Whether a whole ledger is true: every record, hash, signature, balance and link, checked from the first transfer to
/// the last against nothing but the protocol; and whether settled days are what the server has signed, and the
/// transfers say.
///
/// Start at `LedgerAudit`. `JournalWalk` goes through the transfers in order; `SignatureCheck` verifies what people
/// signed, on all processors. The package trusts nothing that is stored, and shares no arithmetic with the ledger that
/// wrote it, but for settled days: which payments are a day's, and what is refunded, `DayBook` and `MerchantDay` say
/// here as in the server. It must not know commands, files or SQL.
@NullMarked
package io.micropay.audit;

import org.jspecify.annotations.NullMarked;
