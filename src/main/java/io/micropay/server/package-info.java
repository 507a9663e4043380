/// The service: sessions over TLS and peers over UDP, who is present, and the answer to each request; shops and the
/// ends of merchants' days among them.
///
/// Start at `MicropayServer`. The package must not know where the ledger is stored, nor the command line: it is given
/// both, made.
@NullMarked
package io.micropay.server;

import org.jspecify.annotations.NullMarked;
