package io.micropay.cli;

import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Dialogue;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.KeyKind;
import io.micropay.money.AccountName;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say whose wallet it is, where it lies, and whom it trusts.
final class WalletOptions {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = NewAccountOption.FreeName.class,
            description = "Whose wallet to use (asked for at a terminal).")
    private @Nullable AccountName name;

    @Option(names = "--certs", paramLabel = "DIR", description = "Use NAME.crt, NAME.key and ca.crt of this folder.")
    private @Nullable Path certificates;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where receipts are kept, in a folder of the wallet's name"
                    + " (micropay in $XDG_DATA_HOME or ~/.local/share).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "A file, private to you, with the wallet's password (else the environment's MICROPAY_PASSWORD;"
                            + " asked for at a terminal).")
    private @Nullable Path passwordFile;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256:HEX",
            description = "The fingerprint of the CA to trust at the first run, as the ledger's operator tells it.")
    private @Nullable String fingerprint;

    @Option(names = "--ca", paramLabel = "FILE", description = "The CA to trust at the first run.")
    private @Nullable Path ca;

    @Option(names = "--invitation", paramLabel = "CODE", description = "The code that a server asks newcomers for.")
    private @Nullable String invitation;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            converter = NewAccountOption.Kind.class,
            description = "The kind of key, where one is made: rsa, rsa3072, rsa4096, ec or ed25519 (rsa).")
    private @Nullable KeyKind kind;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// Whose wallet it is, if that was said.
    Optional<AccountName> name() {
        return Optional.ofNullable(name);
    }

    /// Whose wallet it is, where there is nobody to ask.
    AccountName requireName() {
        if (name == null) {
            throw new ParameterException(command.commandLine(), "--name is missing, and there is nobody to ask");
        }
        return name;
    }

    /// Opens the wallet, and makes it first where it is new.
    ///
    /// @param server where the wallet is to connect; empty for the server it remembers
    /// @param dialogue who is asked, if it is a person, and is told what happens
    OpenWallet open(AccountName owner, Optional<ServerAddress> server, Dialogue dialogue)
            throws CryptoException, CliException, CommandFailedException {
        CertificateFolder folder =
                new CertificateFolder(certificates == null ? Path.of("certs") : certificates, Clock.systemUTC());
        Wallet wallet = new Wallet(
                WalletIdentity.of(folder, owner, Optional.ofNullable(kind), dialogue::tell),
                new WalletFolder(data().resolve(owner.text())));
        return new OpenWallet(
                wallet,
                server.orElseThrow(() -> new ParameterException(command.commandLine(), "the server is missing")));
    }

    private Path data() {
        return dataDirectory == null
                ? UserFolders.of(EnvironmentDefaults.of(command.commandLine())).data()
                : dataDirectory;
    }
}
