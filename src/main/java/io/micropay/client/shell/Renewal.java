package io.micropay.client.shell;

import java.time.Duration;

/// What becomes of a wallet's certificate while the wallet is open.
///
/// TLS judges certificates at a handshake, so no session is cut for one that ends: what counts is the next connection,
/// of whatever kind.
public interface Renewal {

    /// Sees to a certificate that has ended, before a connection for which it is needed.
    ///
    /// @throws CommandFailedException when there is no other to be had
    void beforeConnecting() throws CommandFailedException;

    /// How long to wait between two looks. It is short beside the life of a certificate, because a machine that sleeps
    /// does not count it.
    Duration pause();

    /// Looks whether the certificate is about to end, and does what can be done; called now and then, beside all else.
    void look();
}
