/// Files as this project makes them: private to their owner from the first byte on, whole, and durable.
///
/// Start at `PrivateFiles`. The package must not know what is in them.
@NullMarked
package io.micropay.files;

import org.jspecify.annotations.NullMarked;
