/// A wallet's side of shops: what a buyer looks at, asks a price for and has bought, and what a merchant publishes and
/// settles.
///
/// Start at `Buyer`, `Sales` and `DayClosing`. Nothing that a server says of a shop is believed where it can be
/// computed. The package must not know how a person is asked, nor the server's code; `client` must not know it.
@NullMarked
package io.micropay.client.shop;

import org.jspecify.annotations.NullMarked;
