package io.micropay.client;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Password;
import io.micropay.crypto.PemEntry;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.ProtectedKey;
import io.micropay.crypto.SigningKey;
import io.micropay.files.PrivateFiles;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who one wallet is: its key, the CA it trusts, its certificate, and the server it was made with.
///
/// The files appear in the order server, CA, key, certificate, each whole. Whatever a crash leaves is a beginning that
/// the next start goes on with: trust that was given is not asked for again, and a key that was made is certified.
public final class IdentityFolder {

    private static final String SERVER = "server";
    private static final String AUTHORITY = "ca.crt";
    private static final String KEY = "wallet.key";
    private static final String CERTIFICATE = "wallet.crt";

    private static final int SERVER_BYTES_MAX = 1_024;

    private final Path path;

    private IdentityFolder(Path path) {
        this.path = path;
    }

    /// The folder of this name among the wallets of a person. Names that differ only in case are the same name.
    ///
    /// @throws IOException when the wallets cannot be listed
    public static IdentityFolder of(Path wallets, AccountName owner) throws IOException {
        if (!Files.isDirectory(wallets)) {
            return new IdentityFolder(wallets.resolve(owner.text()));
        }
        try (Stream<Path> entries = Files.list(wallets)) {
            return new IdentityFolder(
                    entries.filter(entry -> entry.getFileName().toString().equalsIgnoreCase(owner.text()))
                            .findFirst()
                            .orElseGet(() -> wallets.resolve(owner.text())));
        }
    }

    /// All wallets of a person, by name.
    ///
    /// @throws IOException when they cannot be listed
    public static List<IdentityFolder> all(Path wallets) throws IOException {
        if (!Files.isDirectory(wallets)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(wallets)) {
            return entries.map(IdentityFolder::new)
                    .filter(IdentityFolder::exists)
                    .sorted(Comparator.comparing(IdentityFolder::name))
                    .toList();
        }
    }

    public Path path() {
        return path;
    }

    /// The wallet's name as it was written when it was made.
    public String name() {
        return path.getFileName().toString();
    }

    public Path keyFile() {
        return path.resolve(KEY);
    }

    /// Whether the wallet has been made, or its making has begun.
    public boolean exists() {
        return Stream.of(AUTHORITY, KEY, CERTIFICATE).anyMatch(file -> Files.exists(path.resolve(file)));
    }

    /// The server that the wallet was made with.
    ///
    /// @throws CryptoException when the file says something else
    public Optional<ServerAddress> server() throws CryptoException {
        Path file = path.resolve(SERVER);
        try {
            return Files.exists(file) && Files.size(file) <= SERVER_BYTES_MAX
                    ? Optional.of(address(Files.readString(file)))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new CryptoException(
                    file + " does not name a server", "write its host and its port on one line", unreadable);
        }
    }

    private static ServerAddress address(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        if (words.size() != 2) {
            throw new IllegalArgumentException("not a host and a port");
        }
        return new ServerAddress(words.getFirst(), Integer.parseInt(words.getLast()));
    }

    /// The CA that is trusted, if one is.
    ///
    /// @throws CryptoException when its file is damaged
    public Optional<X509Certificate> authority() throws CryptoException {
        return certificate(AUTHORITY);
    }

    /// The wallet's certificate, if it has one.
    ///
    /// @throws CryptoException when its file is damaged
    public Optional<X509Certificate> certificate() throws CryptoException {
        return certificate(CERTIFICATE);
    }

    private Optional<X509Certificate> certificate(String name) throws CryptoException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Optional.of(PemFiles.readCertificate(file)) : Optional.empty();
    }

    public boolean hasKey() {
        return Files.exists(keyFile());
    }

    /// The key, if it is under a password.
    ///
    /// @throws CryptoException when the file is missing or damaged, or others can read it
    public Optional<ProtectedKey> protectedKey() throws CryptoException {
        return PemFiles.read(keyFile()) instanceof PemEntry.ProtectedPrivateKey(var key)
                ? Optional.of(key)
                : Optional.empty();
    }

    /// The key, if it is not.
    ///
    /// @throws CryptoException when the file is missing or damaged, others can read it, or it needs a password
    public SigningKey unprotectedKey() throws CryptoException {
        return PemFiles.readPrivateKey(keyFile());
    }

    /// Begins a wallet: keeps whom it trusts, and where it was met.
    ///
    /// @throws IOException when it cannot be written, or there is one already
    public void begin(ServerAddress server, X509Certificate authority) throws IOException {
        PrivateFiles.createDurableFolder(path);
        PrivateFiles.replace(path, SERVER, server.host() + " " + server.port() + "\n");
        PrivateFiles.create(path, AUTHORITY, PemFiles.text(authority));
    }

    /// Keeps a new key; none is ever replaced.
    ///
    /// @param password what opens it; under an empty one it is written as it is
    /// @throws IOException when it cannot be written, or there is one already
    public void keep(SigningKey key, Password password) throws IOException {
        PrivateFiles.create(path, KEY, PemFiles.text(key, password));
    }

    /// Keeps a certificate in the place of the one before it.
    ///
    /// @throws IOException when it cannot be written
    public void keep(X509Certificate certificate) throws IOException {
        PrivateFiles.replace(path, CERTIFICATE, PemFiles.text(certificate));
    }
}
