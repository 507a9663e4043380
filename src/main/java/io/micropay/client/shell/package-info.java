/// The prompt at which a person uses the wallet, by numbers or by words, on a terminal or from a pipe.
///
/// Start at `Shell`. The package must not know the protocol's text: it calls the wallet and says
/// what came of it.
@NullMarked
package io.micropay.client.shell;

import org.jspecify.annotations.NullMarked;
