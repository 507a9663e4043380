package io.micropay.client;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.ReceiptCertificates;
import io.micropay.crypto.Recipient;
import io.micropay.crypto.SettlementCertificates;
import io.micropay.money.PlainText;
import io.micropay.wire.Feature;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a server has said of its ledger, checked against the CA: one CA serves one ledger.
///
/// @param id the fingerprint of the CA's key
/// @param unit what amounts are counted in
/// @param features what the server can do beyond payments between wallets, in the words of the protocol
/// @param receiptCertificate whose key signs receipts
/// @param settlementRecipient whom to encrypt settlements for; empty when the server takes none
/// @param epochMillis the ledger's clock when it was asked
/// @param askedAt the same moment on the monotonic clock, in nanoseconds
public record KnownLedger(
        Fingerprint id,
        String unit,
        List<String> features,
        X509Certificate receiptCertificate,
        Optional<Recipient> settlementRecipient,
        long epochMillis,
        long askedAt) {

    private static final int UNIT_BYTES_MAX = 32;

    /// How far the ledger's clock may be from this machine's. Orders expire by the ledger's clock: one that is far
    /// ahead would have a wallet sign orders that stay payable for as long.
    private static final Duration CLOCKS_APART_MAX = Duration.ofDays(1);

    public KnownLedger {
        features = List.copyOf(features);
    }

    /// Asks the server and checks what it says.
    ///
    /// @throws ConnectionException when it does not answer, or is not the ledger's
    public static KnownLedger ask(ServerConnection server, X509Certificate ca) throws ConnectionException {
        Response answer = server.ask(new Request.Hello());
        if (answer instanceof Response.TransFailed busy) {
            throw new ConnectionException(
                    Trouble.BUSY,
                    "the server cannot answer now: " + PlainText.foreign(busy.text()),
                    "try again later; its operator finds the reason in its log",
                    null);
        }
        if (!(answer instanceof Response.Hello hello)) {
            throw new ConnectionException(Trouble.UNREACHABLE, "the server does not speak micropay/1");
        }
        Fingerprint id = Fingerprint.ofKey(ca.getPublicKey());
        if (!hello.ledger().equals(id.hex())) {
            throw untrusted("it serves another ledger than that of its CA", null);
        }
        long apart = Math.abs(hello.now().epochMillis() - System.currentTimeMillis());
        if (apart > CLOCKS_APART_MAX.toMillis()) {
            throw untrusted("its clock says " + hello.now() + ", more than a day from this machine's", null);
        }
        try {
            Instant now = Instant.ofEpochMilli(hello.now().epochMillis());
            X509Certificate receipts =
                    Certificates.decode(hello.receiptCertificate().bytes());
            ReceiptCertificates.verify(receipts, ca, now);
            String unit = PlainText.clean(hello.unit(), UNIT_BYTES_MAX);
            return new KnownLedger(
                    id,
                    unit,
                    hello.features(),
                    receipts,
                    office(hello, ca, now),
                    now.toEpochMilli(),
                    System.nanoTime());
        } catch (CryptoException wrong) {
            throw untrusted(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static Optional<Recipient> office(Response.Hello hello, X509Certificate ca, Instant now)
            throws CryptoException {
        return hello.settlementCertificate().isEmpty()
                ? Optional.empty()
                : Optional.of(SettlementCertificates.verify(
                        Certificates.decode(hello.settlementCertificate().get().bytes()), ca, now));
    }

    private static ConnectionException untrusted(String why, @Nullable Throwable cause) {
        return new ConnectionException(
                Trouble.UNTRUSTED, "the server is not to be trusted: " + why, "do not pay through it", cause);
    }

    boolean offers(Feature feature) {
        return features.contains(feature.word());
    }

    /// The ledger's clock now, in milliseconds since 1970.
    public long now() {
        return epochMillis + Duration.ofNanos(System.nanoTime() - askedAt).toMillis();
    }
}
