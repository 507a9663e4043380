/// The rules of shops: what a menu is, what a basket costs, and the hash by which nobody can change it later.
///
/// Start at `Menu` and `Quote`. The package is pure: it must not know who stores a menu, who asks for it, or how a
/// message looks.
@NullMarked
package io.micropay.shop;

import org.jspecify.annotations.NullMarked;
