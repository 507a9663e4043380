package io.micropay.net;

import io.micropay.crypto.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Presents one identity, to whoever asks for its kind of key. Its certificate may be renewed; its key stays.
///
/// The JDK's own key managers choose by usage and by issuer: on the peer hop an account
/// certificate serves, and a client whose certificate the server will refuse should be told so
/// rather than look as if it had none.
final class IdentityKeys extends X509ExtendedKeyManager {

    private static final String ALIAS = "identity";

    private final Supplier<Identity> identity;

    /// @param identity is asked at each handshake
    IdentityKeys(Supplier<Identity> identity) {
        this.identity = identity;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return Arrays.stream(keyTypes).anyMatch(this::isOfType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return isOfType(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(keyTypes, issuers, null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity.get().chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity.get().privateKey();
    }

    private String @Nullable [] aliases(String keyType) {
        return isOfType(keyType) ? new String[] {ALIAS} : null;
    }

    private boolean isOfType(String keyType) {
        return identity.get().certificate().getPublicKey().getAlgorithm().equals(keyType);
    }
}
