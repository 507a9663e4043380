package io.micropay.server;

import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.Account;
import io.micropay.ledger.Logins.Login;

/// Who a session speaks for. It changes once at most:
/// ```
/// Anonymous                       no certificate: may ask who the server is, and leave
/// Identified ── login ──► LoggedIn
/// ```
public sealed interface SessionState {

    record Anonymous() implements SessionState {}

    /// The client has proved that it has a key of an account, or of one to be registered.
    record Identified(VerificationKey key) implements SessionState {

        LoggedIn logIn(Account account, Login login) {
            return new LoggedIn(key, account, login);
        }
    }

    /// The client takes part under an account's name.
    record LoggedIn(VerificationKey key, Account account, Login login) implements SessionState {}
}
