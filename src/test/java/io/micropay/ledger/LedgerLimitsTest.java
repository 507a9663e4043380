package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import org.junit.jupiter.api.Test;

class LedgerLimitsTest {

    @Test
    void standardLimitsAreThoseOfTheProtocol() {
        LedgerLimits standard = LedgerLimits.standard(Amount.ZERO);
        assertThat(standard.rememberedMax()).isEqualTo(1_000);
        assertThat(standard.remembered()).hasHours(24);
        assertThat(standard.openingDepositMax()).isEqualTo(Amount.ZERO);
    }
}
