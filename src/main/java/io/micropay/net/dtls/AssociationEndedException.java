package io.micropay.net.dtls;

import java.io.InterruptedIOException;

/// The association has ended: one of the two sides closed it. Bouncy Castle takes this kind of failure for no fault of
/// the peer's, and so answers it with no alert.
public final class AssociationEndedException extends InterruptedIOException {

    AssociationEndedException() {
        super("the association has ended");
    }
}
