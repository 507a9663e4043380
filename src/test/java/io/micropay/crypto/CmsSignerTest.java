package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CmsSignerTest {

    static final byte[] MENU =
            "sku,category,title,price\r\nflat-white,coffee,Flat white,3.5\r\n".getBytes(StandardCharsets.UTF_8);

    private final Instant now = Instant.now();

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256", "ED25519"})
    void whatIsSignedIsVerified(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);

        SignedMessage signed = new CmsVerifier(joanne.authority())
                .verify(new CmsSigner(joanne).sign(MENU, now), joanne.verificationKey());

        assertThat(signed.content()).isEqualTo(MENU);
        assertThat(signed.name()).isEqualTo("Joanne");
        assertThat(signed.key()).isEqualTo(joanne.verificationKey());
        assertThat(signed.certificate()).isEqualTo(joanne.certificate());
        assertThat(signed.signedAt()).isEqualTo(Instant.ofEpochSecond(now.getEpochSecond()));
    }
}
