/// How the commands are used, told to programs that know nothing of them: completion scripts for shells, pages for
/// `man`.
///
/// Start at [CommandUsage], which is read from picocli's model: what is made from it cannot go stale. The package must
/// not know any command of micropay, nor where options get their values.
@NullMarked
package io.micropay.usage;

import org.jspecify.annotations.NullMarked;
