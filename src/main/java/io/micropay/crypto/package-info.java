/// Keys, certificates and signatures: the only importer of Bouncy Castle and of any other provider.
///
/// Start at `Identity`, then `Signatures`. The package must not know what is signed: it takes
/// bytes, and knows neither payments nor the wire, nor money.
@NullMarked
package io.micropay.crypto;

import org.jspecify.annotations.NullMarked;
