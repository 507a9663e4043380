package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.net.dtls.AssociationEndedException;
import io.micropay.net.dtls.RefusedException;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Optional;

/// Says in a person's words what failed between datagrams.
final class DatagramTroubles {

    private DatagramTroubles() {}

    /// Why there is no connection to `address`.
    static ConnectionException ofDialling(ServerAddress address, IOException failure) {
        Optional<CertificateException> distrust = ConnectionTroubles.distrust(failure);
        if (distrust.isPresent()) {
            return new ConnectionException(
                    Trouble.UNTRUSTED,
                    "the certificate of " + address + " is not to be trusted: "
                            + ConnectionTroubles.detail(distrust.get()),
                    "ca.crt must be that of this server's CA, and the host must be one its certificate names",
                    failure);
        }
        return switch (failure) {
            case PortUnreachableException nobody -> silent("nobody listens at " + address + " over UDP", failure);
            case SocketTimeoutException late -> silent(address + " does not answer over UDP", failure);
            case RefusedException refused ->
                new ConnectionException(
                        Trouble.REFUSED,
                        "the server does not accept this certificate: " + ConnectionTroubles.detail(refused),
                        "it must be issued by the server's CA, be valid today, and not be revoked",
                        failure);
            default -> ConnectionTroubles.ofDialling(address, failure);
        };
    }

    private static ConnectionException silent(String message, IOException failure) {
        return new ConnectionException(
                Trouble.UNREACHABLE, message, "is the server running there, and with --udp?", failure);
    }

    /// Why a connection that was there has no answer.
    static ConnectionException ofAsking(IOException failure) {
        return failure instanceof AssociationEndedException
                ? new ConnectionException(Trouble.LOST, "the server closed the connection")
                : ConnectionTroubles.ofReading(failure);
    }
}
