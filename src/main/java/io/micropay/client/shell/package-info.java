/// The words by which a person or a script uses the wallet: at a prompt, from a pipe, or one at a time.
///
/// Start at `Shell` for the prompt, at `Visit` for a command that runs once; both have the desks do it, and show an
/// `Outcome`. The package must not know the protocol's text: it calls the wallet and says what came of it.
@NullMarked
package io.micropay.client.shell;

import org.jspecify.annotations.NullMarked;
