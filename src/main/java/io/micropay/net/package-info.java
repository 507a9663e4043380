/// TLS connections, the lines they carry and the permits that bound how many are served at once.
///
/// Start at `TlsListener`. The package must not know what the lines mean: neither requests nor
/// payments, nor accounts.
@NullMarked
package io.micropay.net;

import org.jspecify.annotations.NullMarked;
