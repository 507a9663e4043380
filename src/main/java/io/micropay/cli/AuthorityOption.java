package io.micropay.cli;

import io.micropay.client.IdentityFolder;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.PemFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options that say which CA to trust, for who opens no wallet.
final class AuthorityOption {

    private static final Path HERE = Path.of("certs");

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA to trust (ca.crt among the certificates, or else the one that your wallets trust).")
    private @Nullable Path ca;

    @Option(names = "--certs", paramLabel = "DIR", description = "The folder of certificates (certs).")
    private @Nullable Path certificates;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// The CA that was named, or else the one of the folder, or of the wallets of whoever asks.
    X509Certificate certificate() throws CryptoException, CliException {
        if (ca != null) {
            return PemFiles.readCertificate(ca);
        }
        CertificateFolder folder = new CertificateFolder(certificates == null ? HERE : certificates, Clock.systemUTC());
        return certificates != null || folder.hasAuthority() ? folder.authorityCertificate() : ofWallets();
    }

    private X509Certificate ofWallets() throws CryptoException, CliException {
        Set<X509Certificate> trusted = new HashSet<>();
        for (IdentityFolder wallet : wallets()) {
            wallet.authority().ifPresent(trusted::add);
        }
        if (trusted.size() != 1) {
            throw new CliException(
                    trusted.isEmpty()
                            ? "nothing says which CA to trust: there is neither " + HERE + "/ca.crt nor a wallet"
                            : "nothing says which CA to trust: your wallets are of " + trusted.size() + " ledgers",
                    "--ca FILE names its certificate",
                    ExitCode.CONFIGURATION);
        }
        return trusted.iterator().next();
    }

    private List<IdentityFolder> wallets() throws CliException {
        Path folder =
                UserFolders.of(EnvironmentDefaults.of(command.commandLine())).configuration();
        try {
            return IdentityFolder.all(folder);
        } catch (IOException unreadable) {
            throw WalletOptions.notListed(folder, unreadable);
        }
    }
}
