/// A payment from its order to its receipt: what is signed, who checks it, and in which order.
///
/// Start at `PaymentProcessor`. The package must not know lines, sockets or sessions, and never
/// imports `wire`: the server's dispatcher and the client join the two.
@NullMarked
package io.micropay.payment;

import org.jspecify.annotations.NullMarked;
