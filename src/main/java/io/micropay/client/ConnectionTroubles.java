package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.PlainText;
import io.micropay.net.DeadlinePassedException;
import io.micropay.net.OtherAuthorityException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in a person's words what failed under a connection.
final class ConnectionTroubles {

    private static final int DETAIL_BYTES_MAX = 400;

    private ConnectionTroubles() {}

    /// Why there is no connection to `address`.
    static ConnectionException ofDialling(ServerAddress address, IOException failure) {
        return switch (failure) {
            case UnknownHostException unknown ->
                unreachable("there is no host named " + address.host(), "check the spelling", failure);
            case ConnectException nobody ->
                unreachable("nobody listens at " + address, "is the server running there?", failure);
            case NoRouteToHostException nobody ->
                unreachable("there is no way to " + address, "check the network", failure);
            case SocketTimeoutException late ->
                unreachable(address + " does not answer", "check the address and the network", failure);
            case DeadlinePassedException late ->
                unreachable(address + " does not answer", "does a micropay server listen there?", failure);
            case SSLException tls -> ofTls(address, tls);
            default -> unreachable(address + " cannot be reached: " + detail(failure), null, failure);
        };
    }

    private static ConnectionException ofTls(ServerAddress address, SSLException failure) {
        Optional<CertificateException> distrust = distrust(failure);
        if (distrust.isPresent() && distrust.get() instanceof OtherAuthorityException other) {
            return otherAuthority(address, other);
        }
        if (distrust.isPresent()) {
            return new ConnectionException(
                    Trouble.UNTRUSTED,
                    "the certificate of " + address + " is not to be trusted: " + detail(distrust.get()),
                    "ca.crt must be that of this server's CA, and the host must be one its certificate names",
                    failure);
        }
        // Whoever is on the way can send an alert in the server's place as long as the handshake is not over.
        String does = isAlert(failure) ? " refuses to speak TLS 1.3: " : " does not speak TLS 1.3: ";
        return unreachable(address + does + detail(failure), null, failure);
    }

    private static ConnectionException otherAuthority(ServerAddress address, OtherAuthorityException other) {
        return new ConnectionException(
                Trouble.UNTRUSTED,
                "the server at " + address + " is not of this wallet's ledger: its CA is "
                        + Fingerprint.ofCertificate(other.shown()).text() + ", and the one that is trusted is "
                        + Fingerprint.ofCertificate(other.trusted()).text(),
                "nothing was sent; if the address is right, somebody may stand in between: ask the ledger's operator",
                other);
    }

    /// What this side held against the other's certificate, when that is why TLS failed.
    static Optional<CertificateException> distrust(IOException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(CertificateException.class::isInstance)
                .map(CertificateException.class::cast)
                .findFirst();
    }

    /// Why a connection that was there has no next line.
    static ConnectionException ofReading(IOException failure) {
        return failure instanceof SSLException tls && isAlert(tls)
                ? refused(failure)
                : new ConnectionException(
                        Trouble.LOST, "the connection to the server is lost: " + detail(failure), null, failure);
    }

    /// In TLS 1.3 a server judges the client's certificate after the client's handshake, and says so in an alert.
    private static boolean isAlert(SSLException failure) {
        return String.valueOf(failure.getMessage()).contains("fatal alert");
    }

    private static ConnectionException refused(IOException failure) {
        return new ConnectionException(
                Trouble.REFUSED,
                "the server does not accept this certificate: " + detail(failure),
                "it must be issued by the server's CA, and be valid today",
                failure);
    }

    private static ConnectionException unreachable(String message, @Nullable String hint, IOException failure) {
        return new ConnectionException(Trouble.UNREACHABLE, message, hint, failure);
    }

    /// What the system says, made fit for a line.
    static String detail(Throwable failure) {
        String message = failure.getMessage();
        return PlainText.clean(message == null ? failure.getClass().getSimpleName() : message, DETAIL_BYTES_MAX);
    }
}
