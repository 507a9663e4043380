package io.micropay.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of accounts in a folder of certificates: what is issued to them, and what they ask for.
///
/// A file of an account is never made where there is one, under a name that differs only in case either.
final class AccountFiles {

    private final CertificateFolder folder;

    AccountFiles(CertificateFolder folder) {
        this.folder = folder;
    }

    /// A key that is there is used, unless `kind` asks for a new one.
    Identity issue(String name, Optional<KeyKind> kind, Duration validity) throws CryptoException {
        CertificateAuthority authority = folder.authority();
        requireFree(folder.certificateFile(name));
        NewFiles files = new NewFiles(folder.path());
        SigningKey key = keyFor(name, kind, files);
        requireNotRevoked(key.verificationKey());
        X509Certificate certificate = authority.issueAccount(name, key.verificationKey(), validity);
        files.open(fileName(folder.certificateFile(name)), PemFiles.text(certificate))
                .publish();
        return Identity.of(certificate, authority.certificate(), key);
    }

    CertificateRequest request(String name, Optional<KeyKind> kind) throws CryptoException {
        requireFree(folder.requestFile(name));
        NewFiles files = new NewFiles(folder.path());
        SigningKey key = keyFor(name, kind, files);
        CertificateRequest request = CertificateRequest.create(name, key);
        files.open(fileName(folder.requestFile(name)), PemFiles.text(request)).publish();
        return request;
    }

    X509Certificate sign(CertificateRequest request, Duration validity) throws CryptoException {
        CertificateAuthority authority = folder.authority();
        String name = request.name();
        requireFree(folder.certificateFile(name));
        if (Files.exists(folder.keyFile(name))
                && !PemFiles.readPrivateKey(folder.keyFile(name))
                        .verificationKey()
                        .equals(request.key())) {
            throw new CryptoException(
                    "the request asks for another key than " + folder.keyFile(name),
                    "if the name is the sender's, move that key away first");
        }
        requireNotRevoked(request.key());
        X509Certificate certificate = authority.issueAccount(name, request.key(), validity);
        new NewFiles(folder.path())
                .open(fileName(folder.certificateFile(name)), PemFiles.text(certificate))
                .publish();
        return certificate;
    }

    /// Revocation is for ever: a revoked key is never certified again.
    private void requireNotRevoked(VerificationKey key) throws CryptoException {
        if (RevokedKeys.open(folder.revokedFile(), problem -> {}).contains(key.fingerprint())) {
            throw new CryptoException(
                    "the key " + key.fingerprint() + " is revoked",
                    "a new key is a new account: move the old one away to have it made");
        }
    }

    private SigningKey keyFor(String name, Optional<KeyKind> kind, NewFiles files) throws CryptoException {
        Path keyFile = folder.keyFile(name);
        if (kind.isEmpty() && Files.exists(keyFile)) {
            return PemFiles.readPrivateKey(keyFile);
        }
        requireFree(keyFile);
        SigningKey key = kind.orElse(KeyKind.RSA_2048).generate();
        files.secret(fileName(keyFile), key);
        return key;
    }

    /// Names that differ only in case are the same name, on every file system.
    private void requireFree(Path file) throws CryptoException {
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder.path())) {
            Optional<Path> taken = entries.filter(entry -> fileName(entry).equalsIgnoreCase(fileName(file)))
                    .findFirst();
            if (taken.isPresent()) {
                throw new OutputException(
                        taken.get() + " is there already", "nothing is overwritten: move it away first");
            }
        } catch (IOException e) {
            throw new CryptoException(folder.path() + " cannot be read", null, e);
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
