package io.micropay.net.dtls;

import java.io.IOException;

/// The other side has ended the handshake or the association, and said why in an alert.
public final class RefusedException extends IOException {

    RefusedException(String alert, IOException cause) {
        super(alert, cause);
    }
}
