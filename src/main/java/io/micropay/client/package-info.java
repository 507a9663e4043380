/// The wallet: a connection to the server, orders and acceptances over a connection to the other wallet, receipts kept.
///
/// Start at `Wallet`. The package must not know the server's code or the ledger, nor how a person is asked.
@NullMarked
package io.micropay.client;

import org.jspecify.annotations.NullMarked;
