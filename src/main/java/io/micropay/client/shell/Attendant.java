package io.micropay.client.shell;

import io.micropay.client.WalletSession;

/// What a payee who stays does about what happens. Called on the threads of the connections.
@FunctionalInterface
public interface Attendant {

    /// A payment has come in.
    void received(Outcome.Received payment);

    /// The payee is logged in: for the first time, or again. Payments may have come in since before.
    ///
    /// @throws CommandFailedException when there is no point in staying
    default void arrived(WalletSession session) throws CommandFailedException {}

    /// It is time to look whether anything has changed that nobody tells: every minute, on the thread of [#arrived].
    default void lookAround() {}
}
