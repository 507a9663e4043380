package io.micropay.cli;

import java.nio.file.Path;
import java.util.Optional;

/// Where a ledger lies.
sealed interface LedgerLocation {

    /// A SQLite file, which belongs to one server.
    record LedgerFile(Path path) implements LedgerLocation {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /// A PostgreSQL database, which several servers may share.
    ///
    /// @param url as the driver reads it, without a password
    /// @param password empty where the database asks for none, or the driver finds it by itself
    record LedgerDatabase(String url, Optional<String> password) implements LedgerLocation {
        /// The url alone: a password is for nobody's eyes.
        @Override
        public String toString() {
            return url;
        }
    }
}
