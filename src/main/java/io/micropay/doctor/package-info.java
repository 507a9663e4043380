/// What is wrong with an installation, found out from where a wallet or a server runs: certificates, clocks, folders,
/// the way to the server and back.
///
/// Start at [Examination]. The package only looks: it mends nothing, and leaves nothing behind. It must not know the
/// command line, nor how a ledger's file is read.
@NullMarked
package io.micropay.doctor;

import org.jspecify.annotations.NullMarked;
