package io.micropay.server;

/// Which strangers a server certifies. Keys that have a certificate or an account are renewed in every mode.
public enum EnrolmentMode {
    /// Anybody.
    OPEN,
    /// Whoever has an invitation.
    INVITE,
    /// Nobody.
    CLOSED
}
