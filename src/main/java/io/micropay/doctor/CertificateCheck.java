package io.micropay.doctor;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.RevokedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The certificates of a folder and their keys: whether they belong together, serve today, and are private.
public final class CertificateCheck implements Check {

    private static final String AUTHORITY = "ca";
    private static final String SERVER = "server";
    private static final String LEDGER = "ledger";
    private static final String SETTLEMENT = "settle";
    private static final String EXTENSION = ".crt";

    private final CertificateFolder folder;
    private final Optional<String> name;
    private final InstantSource clock;

    /// Looks at a folder.
    ///
    /// @param name the account whose certificate must be there; empty to look at all that are
    public CertificateCheck(CertificateFolder folder, Optional<String> name, InstantSource clock) {
        this.folder = folder;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "certificates";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        tell.accept(of(AUTHORITY, () -> dates(AUTHORITY, folder.authorityCertificate())));
        if (folder.hasAuthorityKey()) {
            tell.accept(of("ca.key", this::authorityKey));
        }
        if (isServers()) {
            tell.accept(of(SERVER, () -> identity(SERVER, folder.server())));
            tell.accept(of(LEDGER, () -> identity(LEDGER, folder.ledger())));
            tell.accept(of(SETTLEMENT, this::settlement));
            tell.accept(of("revoked", this::revoked));
        }
        for (String account : name.map(List::of).orElseGet(this::accounts)) {
            tell.accept(of(account, () -> identity(account, folder.account(account))));
        }
    }

    private interface Look {
        Finding found() throws CryptoException;
    }

    private static Finding of(String subject, Look look) {
        try {
            return look.found();
        } catch (CryptoException wrong) {
            return Finding.fail(subject, String.valueOf(wrong.getMessage()), wrong.hint());
        }
    }

    private boolean isServers() {
        return Files.exists(folder.certificateFile(SERVER)) || Files.exists(folder.keyFile(SERVER));
    }

    private List<String> accounts() {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(EXTENSION))
                    .map(file -> file.substring(0, file.length() - EXTENSION.length()))
                    .filter(file ->
                            !List.of(AUTHORITY, SERVER, LEDGER, SETTLEMENT).contains(file))
                    .filter(folder::hasAccount)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            // That the CA's certificate cannot be read has been told.
            return List.of();
        }
    }

    private Finding identity(String subject, Identity identity) throws CryptoException {
        if (RevokedKeys.open(folder.revokedFile(), problem -> {})
                .contains(identity.verificationKey().fingerprint())) {
            return Finding.fail(subject, "the key is revoked", Optional.of("a new key is a new account"));
        }
        return dates(subject, identity.certificate());
    }

    private Finding settlement() throws CryptoException {
        return folder.hasSettlement()
                ? identity(SETTLEMENT, folder.settlement())
                : Finding.warn(SETTLEMENT, "there is no settlement certificate", "micropay certs init adds it");
    }

    private Finding authorityKey() throws CryptoException {
        folder.authority();
        return Finding.ok("ca.key", "is here and private: this machine can make accounts");
    }

    private Finding revoked() throws CryptoException {
        RevokedKeys.open(folder.revokedFile(), problem -> {});
        return Finding.ok(
                "revoked",
                Files.exists(folder.revokedFile()) ? "the list of revoked keys is whole" : "no key is revoked");
    }

    private Finding dates(String subject, X509Certificate certificate) {
        return CertificateDates.of(subject, certificate, clock.instant(), "have it renewed");
    }
}
