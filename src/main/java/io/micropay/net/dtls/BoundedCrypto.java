package io.micropay.net.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// Bouncy Castle's own cryptography, of which it verifies P-256 six times as fast as the JDK's, with ciphers that keep
/// handshake messages in bounds.
final class BoundedCrypto extends BcTlsCrypto {

    BoundedCrypto() {
        super(new SecureRandom());
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
        return new BoundedCipher(super.createCipher(parameters, encryption, mac));
    }
}
