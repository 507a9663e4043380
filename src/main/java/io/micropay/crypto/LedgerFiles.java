package io.micropay.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// The eight files that make a ledger: a CA, a server certificate, a settlement certificate and a receipt certificate,
/// with their keys. Older sets have six.
final class LedgerFiles {

    private static final String SERVER = "server";
    private static final String SETTLEMENT = "settle";

    /// In the order in which they appear. The CA's key comes first: who has linked it has won any race. What signs
    /// receipts comes last: without it nobody takes a set that is being made for one to complete.
    private static final List<String> NAMES = List.of(
            "ca.key", "ca.crt", "server.key", "server.crt", "settle.key", "settle.crt", "ledger.key", "ledger.crt");

    /// The certificates that a set may lack, and be given: that of a server which gets other names, and the one that
    /// older releases did not make.
    private static final List<String> ADDABLE = List.of(SERVER, SETTLEMENT);

    private LedgerFiles() {}

    /// Those that are there.
    static List<String> present(Path folder) {
        return NAMES.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
    }

    /// Makes the whole set, or what a set may lack, or nothing.
    ///
    /// @return the names of the files that were made
    /// @throws OutputException when the set is whole, or lacks something else, or the folder cannot be written
    /// @throws CryptoException when a host is neither a name nor an address, or a file that is there is wrong
    static List<String> make(CertificateFolder folder, List<String> hosts, Clock clock) throws CryptoException {
        NewFiles files = new NewFiles(folder.path());
        List<String> present = present(folder.path());
        if (present.isEmpty()) {
            CertificateAuthority authority = CertificateAuthority.create(clock);
            files.secret("ca.key", authority.signingKey()).open("ca.crt", PemFiles.text(authority.certificate()));
            addServer(files, authority, hosts, newKey(files, SERVER, KeyKind.RSA_2048));
            addSettlement(files, authority, newKey(files, SETTLEMENT, KeyKind.P256));
            SigningKey ledger = newKey(files, "ledger", KeyKind.ED25519);
            files.open("ledger.crt", PemFiles.text(authority.issueReceipt(ledger.verificationKey())));
        } else {
            requireCompletable(folder.path(), present);
            CertificateAuthority authority = folder.authority();
            if (!present.contains("server.crt")) {
                addServer(files, authority, hosts, keyFor(folder, files, SERVER, KeyKind.RSA_2048));
            }
            if (!present.contains("settle.crt")) {
                addSettlement(files, authority, keyFor(folder, files, SETTLEMENT, KeyKind.P256));
            }
        }
        files.publish();
        return files.names();
    }

    private static void addServer(NewFiles files, CertificateAuthority authority, List<String> hosts, SigningKey key)
            throws CryptoException {
        files.open("server.crt", PemFiles.text(authority.issueServer(hosts, key.verificationKey())));
    }

    private static void addSettlement(NewFiles files, CertificateAuthority authority, SigningKey key) {
        files.open("settle.crt", PemFiles.text(authority.issueSettlement(key.verificationKey())));
    }

    private static SigningKey newKey(NewFiles files, String name, KeyKind kind) {
        SigningKey key = kind.generate();
        files.secret(name + ".key", key);
        return key;
    }

    /// The one that is there, or else a new one.
    private static SigningKey keyFor(CertificateFolder folder, NewFiles files, String name, KeyKind kind)
            throws CryptoException {
        Path file = folder.keyFile(name);
        return Files.exists(file) ? PemFiles.readPrivateKey(file) : newKey(files, name, kind);
    }

    /// A certificate can be made for a key that is there, or with a key, but a key alone fits no certificate.
    private static void requireCompletable(Path folder, List<String> present) throws OutputException {
        if (present.size() == NAMES.size()) {
            throw new OutputException(
                    folder + " holds a CA and the certificates of a server, of receipts and of settlements already",
                    "nothing was changed; with server.crt moved away it makes another, for the hosts of --host");
        }
        List<String> addable = ADDABLE.stream()
                .filter(name -> !present.contains(name + ".crt"))
                .flatMap(name -> Stream.of(name + ".key", name + ".crt"))
                .toList();
        List<String> lost = NAMES.stream()
                .filter(name -> !present.contains(name) && !addable.contains(name))
                .toList();
        if (!lost.isEmpty()) {
            throw new OutputException(
                    folder + " holds only a part of a set: " + String.join(", ", present),
                    "put " + String.join(", ", lost) + " back, or move the others away and run it again");
        }
    }
}
