/// The protocol's messages as sealed types, and the codecs between them and lines of text.
///
/// Start at `Request`, `Response` and `ServerEvent`, then `RequestCodec` and `ResponseCodec`. The package does no input
/// or output, and must not know `payment`: whoever needs both joins them.
@NullMarked
package io.micropay.wire;

import org.jspecify.annotations.NullMarked;
