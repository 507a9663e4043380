package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CmsEnvelopesTest {

    @ParameterizedTest
    @EnumSource(names = {"RSA_2048", "P256"})
    void whatIsSealedIsOpenedByItsRecipient(KeyKind kind) throws Exception {
        Identity joanne = TestIdentities.joanne(kind);
        Recipient recipient = Recipient.of(joanne.certificate()).orElseThrow();

        byte[] message = CmsEnvelopes.seal(CmsSignerTest.MENU, recipient);

        assertThat(CmsEnvelopes.open(message, joanne)).isEqualTo(CmsSignerTest.MENU);
    }
}
