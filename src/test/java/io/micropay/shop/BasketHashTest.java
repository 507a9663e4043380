package io.micropay.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.AccountName;
import io.micropay.money.OrderId;
import io.micropay.money.PricedBasket;
import org.junit.jupiter.api.Test;

class BasketHashTest {

    /// Computed by `printf 'micropay basket 1\n...' | sha256sum`.
    @Test
    void hashIsWhatOtherToolsCompute() {
        assertThat(BasketHash.of(
                        "ab".repeat(32),
                        AccountName.parse("Mel").orElseThrow(),
                        OrderId.parse("01956f3a-5c1e-7a3b-8c4d-0123456789ab").orElseThrow(),
                        "5f".repeat(32),
                        PricedBasket.parse("cake:1:3,tea:2:1.25").orElseThrow()))
                .isEqualTo("28e46548c0ceff7f905ae292cfd6860c9858bc0302eb3fb38d183e1a2e3817bc");
    }
}
