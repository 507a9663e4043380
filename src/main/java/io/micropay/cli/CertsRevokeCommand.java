package io.micropay.cli;

import io.micropay.cli.LedgerLocation.LedgerFile;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.PemEntry;
import io.micropay.crypto.PemFiles;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerStore;
import io.micropay.money.AccountName;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay certs revoke WHO`: shuts a key out for ever.
@Command(
        name = "revoke",
        description = "Revoke a key for ever: its sessions end, and it is never let in or certified again.",
        footer = {
            "",
            "A server that uses this folder notices within a second. What is revoked is the",
            "key: its certificates, old and new, are worth nothing. The account stays in the",
            "ledger, and nobody can use it."
        })
final class CertsRevokeCommand implements Callable<Integer> {

    /// What may stand behind a fingerprint in the list: nothing that ends its line or leaves ASCII.
    private static final Pattern NOT_FOR_REMARKS = Pattern.compile("[^ -~]");

    @Parameters(
            paramLabel = "WHO",
            description = "The account's name, a file with its certificate, or the key's fingerprint. A name is that of"
                    + " NAME.crt in the folder, or else of an account in the ledger.")
    private String who;

    @Mixin
    private CertificatesOption certificates;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        CertificateFolder folder = certificates.folder();
        Fingerprint key = key(folder);
        boolean news = folder.revoke(key, NOT_FOR_REMARKS.matcher(who).replaceAll("?"));

        PrintWriter out = spec.commandLine().getOut();
        out.println((news ? "Revoked the key " : "Revoked already: the key ") + key);
        out.flush();
        return ExitCode.DONE;
    }

    private Fingerprint key(CertificateFolder folder) throws CryptoException, CliException {
        if (Fingerprint.isForm(who)) {
            return new Fingerprint(who);
        }
        Path named = certificates.find(Path.of(who));
        Path certificate = folder.path().resolve(who + ".crt");
        if (Files.isRegularFile(named)) {
            return keyIn(named);
        }
        return Files.exists(certificate) ? keyIn(certificate) : keyOnRecord(certificate);
    }

    private static Fingerprint keyIn(Path file) throws CryptoException {
        return switch (PemFiles.read(file)) {
            case PemEntry.Certificate(var certificate) -> Fingerprint.ofKey(certificate.getPublicKey());
            case PemEntry.Request(var request) -> request.key().fingerprint();
            case PemEntry.PrivateKey(var key) -> key.verificationKey().fingerprint();
            case PemEntry.ProtectedPrivateKey key ->
                throw new CryptoException(
                        file + " is protected by a password", "name its certificate, or the key's fingerprint");
        };
    }

    /// An account that was enrolled has no file here.
    private Fingerprint keyOnRecord(Path certificate) throws CliException {
        LedgerLocation location = ledger.location();
        Optional<AccountName> name = AccountName.parse(who);
        boolean missing = location instanceof LedgerFile file && !Files.exists(file.path());
        if (name.isEmpty() || missing) {
            throw new CliException(
                    certificate + " does not exist" + (missing ? ", and there is no ledger to look in" : ""),
                    "name a certificate's file or a key's fingerprint, or the ledger with --data-dir or --ledger",
                    ExitCode.CONFIGURATION);
        }
        try (LedgerArchive archive = LedgerArchives.open(location);
                LedgerStore.Reader reader = archive.openReader()) {
            return new Fingerprint(LedgerAccounts.find(reader, name.get()).keyHash());
        }
    }
}
