package io.micropay.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

/// The six files that make a ledger: a CA, a server certificate and a receipt certificate, with their keys.
final class LedgerFiles {

    /// The CA's key comes first: who has linked it has won any race.
    private static final List<String> NAMES =
            List.of("ca.key", "ca.crt", "server.key", "server.crt", "ledger.key", "ledger.crt");

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
        new NewFiles(folder)
                .secret("ca.key", authority.signingKey())
                .open("ca.crt", PemFiles.text(authority.certificate()))
                .secret("server.key", server)
                .open("server.crt", PemFiles.text(serverCertificate))
                .secret("ledger.key", ledger)
                .open("ledger.crt", PemFiles.text(receiptCertificate))
                .publish();
    }

    private static void requireNone(Path folder) throws OutputException {
        List<String> present = present(folder);
        if (present.size() == NAMES.size()) {
            throw new OutputException(
                    folder + " holds a CA, a server certificate and a receipt certificate already",
                    "nothing was changed; --certs DIR makes another set elsewhere");
        }
        if (!present.isEmpty()) {
            List<String> missing =
                    NAMES.stream().filter(name -> !present.contains(name)).toList();
            throw new OutputException(
                    folder + " holds only a part of a set: " + String.join(", ", present),
                    "put " + String.join(", ", missing) + " back, or move the others away and run it again");
        }
    }
}
