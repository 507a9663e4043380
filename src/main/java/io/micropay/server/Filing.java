package io.micropay.server;

import io.micropay.settlement.SettlementFile;

/// What a merchant has sent in for a day, opened.
public sealed interface Filing {

    /// His file, as he has signed it.
    ///
    /// @param hash lower-case hex SHA-256 of its bytes
    record Filed(SettlementFile file, String hash) implements Filing {}

    record Refused(String reason) implements Filing {}
}
