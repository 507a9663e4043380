package io.micropay.net.dtls;

import io.micropay.crypto.KeyAlgorithm;
import java.util.Arrays;
import org.bouncycastle.tls.CipherSuite;

/// The cipher suites that are spoken, the preferred first: ephemeral keys and AES-GCM only (RFC 5289).
enum Suite {
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, false),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, false),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, true);

    private final int number;
    private final boolean rsa;

    Suite(int number, boolean rsa) {
        this.number = number;
        this.rsa = rsa;
    }

    /// All suites, for who takes any server.
    static int[] all() {
        return Arrays.stream(values()).mapToInt(suite -> suite.number).toArray();
    }

    /// The suites for a server with such a key.
    static int[] of(KeyAlgorithm key) {
        return Arrays.stream(values())
                .filter(suite -> suite.rsa == (key == KeyAlgorithm.RSA))
                .mapToInt(suite -> suite.number)
                .toArray();
    }

    /// The name of a suite that was agreed on.
    static String nameOf(int number) {
        return Arrays.stream(values())
                .filter(suite -> suite.number == number)
                .map(Suite::name)
                .findFirst()
                .orElse("");
    }
}
