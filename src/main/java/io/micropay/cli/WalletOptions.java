package io.micropay.cli;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Dialogue;
import io.micropay.client.shell.GivenCertificate;
import io.micropay.client.shell.Renewal;
import io.micropay.client.shell.Sentences;
import io.micropay.client.shell.SignIn;
import io.micropay.client.shell.SignInOptions;
import io.micropay.client.shell.SignInSentences;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.crypto.PemFiles;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The options that say whose wallet it is, where it lies, and whom it trusts.
final class WalletOptions {

    /// Where the development way has certificates.
    private static final Path HERE = Path.of("certs");

    @Option(
            names = {"--name", "--as"},
            paramLabel = "NAME",
            converter = NewAccountOption.FreeName.class,
            description = "Whose wallet to use (the only one there is; asked for at a terminal).")
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
            converter = FingerprintConverter.class,
            description = "The fingerprint of the CA to trust, as the ledger's operator tells it (asked for at a"
                    + " terminal when the wallet is new).")
    private @Nullable Fingerprint fingerprint;

    @Option(names = "--ca", paramLabel = "FILE", description = "The certificate of the CA to trust.")
    private @Nullable Path ca;

    @Option(names = "--invitation", paramLabel = "CODE", description = "The code that a server asks newcomers for.")
    private @Nullable String invitation;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            converter = NewAccountOption.Kind.class,
            completionCandidates = NewAccountOption.Kinds.class,
            description = "The kind of key, where one is made: rsa, rsa3072, rsa4096, ec or ed25519 (rsa).")
    private @Nullable KeyKind kind;

    @Mixin
    private NtpOption ntp;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// Whose wallet it is, if that was said.
    Optional<AccountName> name() {
        return Optional.ofNullable(name);
    }

    /// Whose wallet it is, where there is nobody to ask: a person who has one wallet need not say it.
    AccountName requireName() throws CliException {
        if (name != null) {
            return name;
        }
        List<AccountName> own = certificates == null ? ownWallets() : List.of();
        if (own.size() != 1) {
            throw wrongUsage("--name is missing, and " + (own.isEmpty() ? "there is nobody to ask" : thereAre(own)));
        }
        return own.getFirst();
    }

    private static String thereAre(List<AccountName> wallets) {
        return (wallets.size() == 1 ? "there is the wallet of " : "there are the wallets of ")
                + wallets.stream().map(AccountName::text).collect(Collectors.joining(", "));
    }

    private List<AccountName> ownWallets() throws CliException {
        Path wallets = UserFolders.of(environment()).configuration();
        try {
            return IdentityFolder.all(wallets).stream()
                    .flatMap(each -> AccountName.parse(each.name()).stream())
                    .toList();
        } catch (IOException unreadable) {
            throw notListed(wallets, unreadable);
        }
    }

    /// Opens the wallet, and makes it first where it is new.
    ///
    /// @param server where the wallet is to connect; empty for the server it was made with
    /// @param dialogue who is asked, if it is a person, and is told what happens
    OpenWallet open(AccountName owner, Optional<ServerAddress> server, Dialogue dialogue)
            throws CryptoException, CliException, CommandFailedException {
        UserFolders folders = UserFolders.of(environment());
        IdentityFolder own = identityFolder(folders, owner);
        ServerAddress address = address(server, own, owner);
        return isOfFolder(own, owner)
                ? given(openFolder(owner, dialogue, data(folders)), owner, address, dialogue)
                : openOwn(own, address, dialogue, data(folders));
    }

    /// Opens the wallet for what needs no server. One that is its owner's own remembers one.
    Wallet openHere(AccountName owner, Dialogue dialogue) throws CryptoException, CliException, CommandFailedException {
        UserFolders folders = UserFolders.of(environment());
        IdentityFolder own = identityFolder(folders, owner);
        if (isOfFolder(own, owner)) {
            return wallet(folderIdentity(owner, dialogue), data(folders).resolve(owner.text()), dialogue);
        }
        Identity identity =
                signIn(own, address(Optional.empty(), own, owner), dialogue).identityHere();
        return wallet(identity, data(folders).resolve(own.name()), dialogue);
    }

    private Path data(UserFolders folders) {
        return dataDirectory == null ? folders.data() : dataDirectory;
    }

    private static IdentityFolder identityFolder(UserFolders folders, AccountName owner) throws CliException {
        try {
            return IdentityFolder.of(folders.configuration(), owner);
        } catch (IOException unreadable) {
            throw notListed(folders.configuration(), unreadable);
        }
    }

    static CliException notListed(Path wallets, IOException unreadable) {
        return new CliException(
                "the wallets in " + wallets + " cannot be listed: " + unreadable.getMessage(),
                null,
                ExitCode.IO_ERROR,
                unreadable);
    }

    /// Whether the identity lies in a folder of certificates: the one that was named, or else, for who has no wallet of
    /// their own, that of the machine on which certificates are made.
    private boolean isOfFolder(IdentityFolder own, AccountName owner) {
        CertificateFolder folder = certificateFolder();
        return certificates != null || (!own.exists() && (folder.hasAuthorityKey() || folder.hasAccount(owner.text())));
    }

    private CertificateFolder certificateFolder() {
        return new CertificateFolder(certificates == null ? HERE : certificates, Clock.systemUTC());
    }

    private Wallet openFolder(AccountName owner, Dialogue dialogue, Path data)
            throws CryptoException, CliException, CommandFailedException {
        Identity identity = folderIdentity(owner, dialogue);
        identity.requireValidAt(Instant.now());
        return wallet(identity, data.resolve(owner.text()), dialogue);
    }

    private Identity folderIdentity(AccountName owner, Dialogue dialogue)
            throws CryptoException, CliException, CommandFailedException {
        Identity identity = WalletIdentity.of(certificateFolder(), owner, Optional.ofNullable(kind), dialogue::tell);
        signInOptions().requireTrusted(identity.authority(), "the CA of " + owner + "'s certificate is ");
        return identity;
    }

    private static OpenWallet given(Wallet wallet, AccountName owner, ServerAddress server, Dialogue dialogue) {
        Renewal renewal = new GivenCertificate(wallet.identity().certificate(), dialogue::tell, Clock.systemUTC());
        renewal.look();
        return new OpenWallet(wallet, renewal, owner, server);
    }

    private SignIn signIn(IdentityFolder own, ServerAddress server, Dialogue dialogue)
            throws CryptoException, CliException {
        return new SignIn(own, server, signInOptions(), dialogue, Clock.systemUTC());
    }

    private OpenWallet openOwn(IdentityFolder own, ServerAddress server, Dialogue dialogue, Path data)
            throws CryptoException, CliException, CommandFailedException {
        SignIn signIn = signIn(own, server, dialogue);
        Wallet wallet = wallet(signIn.identity(), data.resolve(own.name()), dialogue);
        AccountName owner = AccountName.parse(own.name()).orElseThrow();
        return new OpenWallet(wallet, signIn.renewal(wallet), owner, server);
    }

    private Wallet wallet(Identity identity, Path folder, Dialogue dialogue) {
        return new Wallet(identity, new WalletFolder(folder))
                .minding(ntp.check(news -> Sentences.clock(news).ifPresent(dialogue::tell)));
    }

    private SignInOptions signInOptions() throws CryptoException, CliException {
        return new SignInOptions(
                password(),
                Optional.ofNullable(fingerprint),
                ca == null ? Optional.empty() : Optional.of(PemFiles.readCertificate(ca)),
                Optional.ofNullable(invitation),
                Optional.ofNullable(kind));
    }

    /// The variable may be empty, which says that the key has no password.
    private Optional<Password> password() throws CryptoException, CliException {
        Optional<String> text = passwordFile == null
                ? environment().given(SignInSentences.PASSWORD_VARIABLE)
                : Optional.of(PasswordFile.read(passwordFile));
        return text.isPresent() ? Optional.of(Password.of(text.get())) : Optional.empty();
    }

    private EnvironmentDefaults environment() {
        return EnvironmentDefaults.of(command.commandLine());
    }

    /// The server that was named, or else the one that the wallet was made with.
    private ServerAddress address(Optional<ServerAddress> named, IdentityFolder own, AccountName owner)
            throws CryptoException, CliException {
        Optional<ServerAddress> known = named.isPresent() ? named : own.server();
        if (known.isPresent()) {
            return known.get();
        }
        if (own.exists() || isOfFolder(own, owner)) {
            throw wrongUsage("the server is missing, and this wallet remembers none");
        }
        // The name may have been mistyped.
        List<AccountName> others = ownWallets();
        throw wrongUsage("the server is missing, and there is no wallet of " + owner
                + (others.isEmpty() ? "" : "; " + thereAre(others)));
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /// Reads a fingerprint as people hand it on.
    static final class FingerprintConverter implements ITypeConverter<Fingerprint> {
        @Override
        public Fingerprint convert(String text) {
            return Fingerprint.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + PlainText.shown(text) + "' is not a fingerprint: write SHA256: and 64 hex digits"));
        }
    }
}
