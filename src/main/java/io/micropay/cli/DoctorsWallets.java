package io.micropay.cli;

import io.micropay.client.IdentityFolder;
import io.micropay.client.shell.SignInSentences;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.Password;
import io.micropay.crypto.ProtectedKey;
import io.micropay.crypto.SigningKey;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The wallets of the person who asks `micropay doctor`, as far as they have their own.
final class DoctorsWallets {

    private final EnvironmentDefaults environment;
    private final List<IdentityFolder> wallets;

    private DoctorsWallets(EnvironmentDefaults environment, List<IdentityFolder> wallets) {
        this.environment = environment;
        this.wallets = wallets;
    }

    /// @param name whose alone, if that was said
    static DoctorsWallets of(EnvironmentDefaults environment, Optional<AccountName> name) throws CliException {
        Path folder = UserFolders.of(environment).configuration();
        try {
            List<IdentityFolder> all = IdentityFolder.all(folder);
            return new DoctorsWallets(
                    environment,
                    all.stream()
                            .filter(each -> name.isEmpty()
                                    || each.name().equalsIgnoreCase(name.get().text()))
                            .toList());
        } catch (IOException unreadable) {
            throw WalletOptions.notListed(folder, unreadable);
        }
    }

    List<IdentityFolder> all() {
        return wallets;
    }

    /// The one that is meant when nobody says which.
    Optional<IdentityFolder> only() {
        return wallets.size() == 1 ? Optional.of(wallets.getFirst()) : Optional.empty();
    }

    /// Who a wallet is.
    ///
    /// @return empty when its key is under a password that is not known
    /// @throws CryptoException when its files are missing or wrong, or the password is
    Optional<Identity> identity(IdentityFolder wallet) throws CryptoException {
        Optional<SigningKey> key = key(wallet);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Identity.of(whole(wallet.certificate()), whole(wallet.authority()), key.get()));
    }

    private Optional<SigningKey> key(IdentityFolder wallet) throws CryptoException {
        Optional<ProtectedKey> locked = wallet.protectedKey();
        if (locked.isEmpty()) {
            return Optional.of(wallet.unprotectedKey());
        }
        Optional<String> password = environment.variable(SignInSentences.PASSWORD_VARIABLE);
        return password.isPresent() ? Optional.of(locked.get().open(Password.of(password.get()))) : Optional.empty();
    }

    /// Whom a wallet trusts.
    ///
    /// @throws CryptoException when it is not known
    static X509Certificate authority(IdentityFolder wallet) throws CryptoException {
        return whole(wallet.authority());
    }

    private static X509Certificate whole(Optional<X509Certificate> certificate) throws CryptoException {
        return certificate.orElseThrow(() -> new CryptoException("the wallet is not whole"));
    }
}
