package io.micropay.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// A `certs/` folder: the CA, the server and the ledger's certificates on an operator's machine, accounts on
/// everybody's.
///
/// Nothing in it is ever overwritten: what has to go is moved away by a person. Names of accounts come in already
/// checked; that they name a file of this folder and no other is checked here once more.
public final class CertificateFolder {

    private static final String AUTHORITY = "ca";
    private static final String SERVER = "server";
    private static final String LEDGER = "ledger";

    /// A verb of the protocol, as `server` and `ledger` are reserved too: no account has a file of this name.
    private static final String SETTLEMENT = "settle";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private final Path path;
    private final Clock clock;

    public CertificateFolder(Path path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    public Path path() {
        return path;
    }

    public Path certificateFile(String name) {
        return file(name, ".crt");
    }

    public Path keyFile(String name) {
        return file(name, ".key");
    }

    public Path requestFile(String name) {
        return file(name, ".csr");
    }

    /// The list of revoked keys; it need not exist.
    public Path revokedFile() {
        return path.resolve("revoked");
    }

    /// The codes that let strangers have a certificate.
    public Invitations invitations() {
        return new Invitations(path.resolve("invitations"));
    }

    private Path file(String name, String extension) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a file: " + name);
        }
        return path.resolve(name + extension);
    }

    /// Whether it says whom to trust.
    public boolean hasAuthority() {
        return Files.exists(certificateFile(AUTHORITY));
    }

    /// Whether this is a development machine: the CA's key lies here, and anybody here can issue certificates.
    public boolean hasAuthorityKey() {
        return Files.exists(keyFile(AUTHORITY));
    }

    /// Whether none of the files that [#init] makes is there.
    public boolean isUnused() {
        return LedgerFiles.present(path).isEmpty();
    }

    public boolean hasAccount(String name) {
        return Files.exists(certificateFile(name)) && Files.exists(keyFile(name));
    }

    /// The CA's certificate: what everybody who uses the ledger trusts.
    ///
    /// @throws CryptoException when it is missing or wrong
    public X509Certificate authorityCertificate() throws CryptoException {
        return PemFiles.readCertificate(certificateFile(AUTHORITY));
    }

    /// The server's identity.
    ///
    /// @throws CryptoException when a file of it is missing or wrong, or its certificate is made for something else
    public Identity server() throws CryptoException {
        Identity server = identity(SERVER);
        if (!Certificates.purposes(server.certificate()).contains(KeyPurposeId.id_kp_serverAuth.getId())) {
            throw new CryptoException(
                    certificateFile(SERVER) + " is not a server's certificate",
                    "it needs the extended key usage serverAuth; micropay certs init makes one that has it");
        }
        return server;
    }

    /// Who signs receipts.
    ///
    /// @throws CryptoException when a file of it is missing or wrong, or its certificate is made for something else
    public Identity ledger() throws CryptoException {
        Identity ledger = identity(LEDGER);
        ReceiptCertificates.verify(ledger.certificate(), ledger.authority(), clock.instant());
        return ledger;
    }

    /// Whether anything of a settlement certificate is here: the sets of older releases have none.
    public boolean hasSettlement() {
        return Files.exists(certificateFile(SETTLEMENT)) || Files.exists(keyFile(SETTLEMENT));
    }

    /// Who opens settlements and signs the reports on them.
    ///
    /// @throws CryptoException when a file of it is missing or wrong, or its certificate is made for something else
    public Identity settlement() throws CryptoException {
        Identity settlement = identity(SETTLEMENT);
        LedgerCertificate.SETTLEMENT.verify(settlement.certificate(), settlement.authority(), clock.instant());
        return settlement;
    }

    /// Who opens settlements that came long ago, too: whether the certificate has ended is not asked. Empty where it or
    /// its key does not exist.
    ///
    /// @throws CryptoException when a file of it is wrong, or cannot be read
    public Optional<Identity> settlementOpener() throws CryptoException {
        return Files.notExists(certificateFile(SETTLEMENT)) || Files.notExists(keyFile(SETTLEMENT))
                ? Optional.empty()
                : Optional.of(identity(SETTLEMENT));
    }

    /// The identity of an account that has its files here.
    ///
    /// @throws CryptoException when one is missing or wrong
    public Identity account(String name) throws CryptoException {
        return identity(name);
    }

    private Identity identity(String name) throws CryptoException {
        for (Path file : List.of(certificateFile(name), keyFile(name))) {
            if (!Files.exists(file)) {
                throw new CryptoException(file + " does not exist", maker(name));
            }
        }
        return Identity.load(certificateFile(name), keyFile(name), certificateFile(AUTHORITY));
    }

    private String maker(String name) {
        if (Set.of(SERVER, LEDGER, SETTLEMENT).contains(name)) {
            return "micropay certs init makes it";
        }
        return hasAuthorityKey()
                ? "micropay certs issue " + name + " makes it"
                : "micropay certs request " + name + " makes a request for the ledger's operator to sign";
    }

    /// Makes a CA, a server certificate for these hosts, a receipt certificate and a settlement certificate, with
    /// their keys: the whole set, or nothing. To a set that lacks the server's certificate alone, or that of
    /// settlements, it adds what is missing, for the key that is there or with a new one.
    ///
    /// @return the names of the files that were made
    /// @throws OutputException when the set is whole, or lacks something else, or the folder cannot be written
    /// @throws CryptoException when a host is not one, or a file that is there is wrong
    public List<String> init(List<String> hosts) throws CryptoException {
        return LedgerFiles.make(this, hosts, clock);
    }

    /// Issues a certificate to an account. A key that is there is used (so that a renewed certificate keeps its
    /// account), unless `kind` asks for a new one.
    ///
    /// @param kind of the key to make; empty for the one that is there, or else RSA-2048
    /// @throws OutputException when the account has a certificate, or the folder cannot be written
    /// @throws CryptoException when the CA's key is not here, or a file is wrong
    public Identity issue(String name, Optional<KeyKind> kind, Duration validity) throws CryptoException {
        return new AccountFiles(this).issue(name, kind, validity);
    }

    /// Writes a request for a certificate, with a new key, or with the one that is there as [#issue] does.
    ///
    /// @throws OutputException when there is such a request, or the folder cannot be written
    public CertificateRequest request(String name, Optional<KeyKind> kind) throws CryptoException {
        return new AccountFiles(this).request(name, kind);
    }

    /// Issues the certificate that a request asks for; nothing but its name and its key is taken from it.
    ///
    /// @throws OutputException when the account has a certificate, or the folder cannot be written
    /// @throws CryptoException when the CA's key is not here, or another key lies here under this name
    public X509Certificate sign(CertificateRequest request, Duration validity) throws CryptoException {
        return new AccountFiles(this).sign(request, validity);
    }

    /// Revokes a key for ever: running servers notice within a second.
    ///
    /// @param remark who has it, for the person who reads the list; a word or two in ASCII
    /// @return whether it was not revoked already
    /// @throws OutputException when the list cannot be written
    /// @throws CryptoException when the list is damaged
    public boolean revoke(Fingerprint key, String remark) throws CryptoException {
        if (RevokedKeys.open(revokedFile(), problem -> {}).contains(key)) {
            return false;
        }
        RevokedKeys.add(revokedFile(), key, remark);
        return true;
    }

    /// The CA with its key.
    ///
    /// @throws CryptoException when either is missing or wrong
    public CertificateAuthority authority() throws CryptoException {
        if (!hasAuthorityKey()) {
            throw new CryptoException(
                    "the CA's key " + keyFile(AUTHORITY) + " is not here",
                    "micropay certs init makes a CA; micropay certs request makes a request for another's to sign");
        }
        return CertificateAuthority.load(certificateFile(AUTHORITY), keyFile(AUTHORITY), clock);
    }
}
