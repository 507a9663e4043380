package io.micropay.client;

import java.nio.file.Path;

/// Where a receipt is after it was verified.
public sealed interface Keeping {

    /// The wallet has it.
    ///
    /// @param isNew whether this wallet had it not
    record Kept(Path file, boolean isNew) implements Keeping {}

    /// The payment is made, but there is no file to show for it.
    ///
    /// @param reason why it could not be written
    record NotKept(String reason) implements Keeping {}
}
