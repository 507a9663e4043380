package io.micropay.client;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import java.io.IOException;
import java.security.cert.X509Certificate;

/// A look at a server that this wallet has not met: which CA is it that its certificate ends in.
public final class FirstSight {

    private FirstSight() {}

    /// Shakes hands and hangs up: nothing is said, and nothing is shown of whoever looks.
    ///
    /// @return what is to be trusted, or not: whoever answers at the address could have made it up
    /// @throws ConnectionException when nobody answers, or what answers is no server of any CA under this address
    public static X509Certificate authority(ServerAddress address) throws ConnectionException {
        try (TlsConnection connection = TlsConnection.connect(
                address.host(), address.port(), TlsContext.stranger(), Waits.STANDARD.serverLines())) {
            return Certificates.decode(
                    Certificates.encoded(connection.peerChain().getLast()));
        } catch (IOException failure) {
            throw ConnectionTroubles.ofDialling(address, failure);
        } catch (CryptoException unreadable) {
            throw new ConnectionException(
                    ConnectionException.Trouble.UNTRUSTED,
                    "the CA of " + address + " is not to be trusted: " + unreadable.getMessage(),
                    null,
                    unreadable);
        }
    }
}
