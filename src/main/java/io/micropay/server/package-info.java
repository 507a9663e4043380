/// The service: sessions over TLS, who is present, and the answer to each request.
///
/// Start at `MicropayServer`. The package must not know where the ledger is stored, nor the
/// command line: it is given both, made.
@NullMarked
package io.micropay.server;

import org.jspecify.annotations.NullMarked;
