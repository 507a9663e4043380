package io.micropay.crypto;

import io.micropay.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// People with a certificate of the tests' CA, and their files for openssl.
final class TestIdentities {

    private static final Map<KeyKind, Identity> IDENTITIES = new EnumMap<>(KeyKind.class);

    private TestIdentities() {}

    /// Joanne, whose key is of this kind; the same at each call.
    static synchronized Identity joanne(KeyKind kind) {
        return IDENTITIES.computeIfAbsent(kind, same -> named("Joanne", TestKeys.of(same)));
    }

    static Identity named(String name, SigningKey key) {
        return of(TestCertificates.AUTHORITY, name, key);
    }

    static Identity of(CertificateAuthority authority, String name, SigningKey key) {
        try {
            return Identity.of(
                    authority.issueAccount(name, key.verificationKey(), Duration.ofDays(90)),
                    authority.certificate(),
                    key);
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes `ca.crt`, `<name>.crt` and `<name>.key`.
    static void write(Path folder, String name, Identity identity) throws IOException {
        Files.writeString(folder.resolve("ca.crt"), PemFiles.text(identity.authority()));
        Files.writeString(folder.resolve(name + ".crt"), PemFiles.text(identity.certificate()));
        Files.writeString(folder.resolve(name + ".key"), PemFiles.text(identity.signingKey()));
    }
}
