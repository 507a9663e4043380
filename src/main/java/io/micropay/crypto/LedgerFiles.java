package io.micropay.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// The eight files that make a ledger: a CA, a server certificate, a receipt certificate and a settlement certificate,
/// with their keys. Older sets have six.
final class LedgerFiles {

    /// The CA's key comes first: who has linked it has won any race.
    private static final List<String> OLDER_NAMES =
            List.of("ca.key", "ca.crt", "server.key", "server.crt", "ledger.key", "ledger.crt");

    private static final List<String> SETTLEMENT_NAMES = List.of("settle.key", "settle.crt");
    private static final List<String> NAMES =
            Stream.concat(OLDER_NAMES.stream(), SETTLEMENT_NAMES.stream()).toList();

    private LedgerFiles() {}

    /// Those that are there.
    static List<String> present(Path folder) {
        return NAMES.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
    }

    /// Makes the whole set or nothing.
    ///
    /// @throws OutputException when a part of it is there already, or the folder cannot be written
    /// @throws CryptoException when a host is neither a name nor an address
    static void make(Path folder, List<String> hosts, Clock clock) throws CryptoException {
        requireNone(folder);
        CertificateAuthority authority = CertificateAuthority.create(clock);
        SigningKey server = KeyKind.RSA_2048.generate();
        SigningKey ledger = KeyKind.ED25519.generate();
        X509Certificate serverCertificate = authority.issueServer(hosts, server.verificationKey());
        X509Certificate receiptCertificate = authority.issueReceipt(ledger.verificationKey());
        NewFiles files = new NewFiles(folder)
                .secret("ca.key", authority.signingKey())
                .open("ca.crt", PemFiles.text(authority.certificate()))
                .secret("server.key", server)
                .open("server.crt", PemFiles.text(serverCertificate))
                .secret("ledger.key", ledger)
                .open("ledger.crt", PemFiles.text(receiptCertificate));
        drawUpSettlement(files, authority);
        files.publish();
    }

    private static void drawUpSettlement(NewFiles files, CertificateAuthority authority) {
        SigningKey key = KeyKind.P256.generate();
        files.secret("settle.key", key)
                .open("settle.crt", PemFiles.text(authority.issueSettlement(key.verificationKey())));
    }

    static boolean lackSettlementAlone(Path folder) {
        return present(folder).equals(OLDER_NAMES);
    }

    static void addSettlement(Path folder, CertificateAuthority authority) throws OutputException {
        NewFiles files = new NewFiles(folder);
        drawUpSettlement(files, authority);
        files.publish();
    }

    private static void requireNone(Path folder) throws OutputException {
        List<String> present = present(folder);
        if (present.size() == NAMES.size()) {
            throw new OutputException(
                    folder + " holds a CA and the certificates of a server, of receipts and of settlements already",
                    "nothing was changed; --certs DIR makes another set elsewhere");
        }
        if (!present.isEmpty()) {
            List<String> missing = missing(present);
            throw new OutputException(
                    folder + " holds only a part of a set: " + String.join(", ", present),
                    "put " + String.join(", ", missing) + " back, or move the others away and run it again");
        }
    }

    /// A settlement certificate of which nothing is there was perhaps never made: it can be added later.
    private static List<String> missing(List<String> present) {
        List<String> expected = Collections.disjoint(present, SETTLEMENT_NAMES) ? OLDER_NAMES : NAMES;
        return expected.stream().filter(name -> !present.contains(name)).toList();
    }
}
