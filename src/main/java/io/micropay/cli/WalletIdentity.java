package io.micropay.cli;

import io.micropay.client.shell.SignInSentences;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.AccountName;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds the certificate and key of a wallet, or makes them where anybody may: beside the CA's key.
final class WalletIdentity {

    private WalletIdentity() {}

    /// @param kind of the key that is made, should one be
    /// @param tell is told when a certificate was made
    /// @throws CryptoException when there is none and none can be made
    static Identity of(CertificateFolder folder, AccountName owner, Optional<KeyKind> kind, Consumer<String> tell)
            throws CryptoException {
        String name = owner.text();
        if (!folder.hasAccount(name) && folder.hasAuthorityKey()) {
            folder.issue(name, kind, CertificateAuthority.ACCOUNT_VALIDITY);
            tell.accept(SignInSentences.issued(owner, folder.path().toString()));
        }
        return folder.account(name);
    }
}
