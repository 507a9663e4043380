/// The jar's entry point, which also loads on an older `java`.
///
/// Start reading at [Launcher]. Everything in this package is compiled at release 11, and so
/// knows nothing of the rest of micropay but the name of the class to call.
@NullMarked
package io.micropay;

import org.jspecify.annotations.NullMarked;
