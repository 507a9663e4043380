package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Memo;
import io.micropay.money.PricedBasket;
import io.micropay.shop.Purchase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPurchasesTest {

    private static final int QUOTED_MAX = 100;
    private static final String MENU = "5f".repeat(32);
    private static final Purchase TWO = new Purchase(
            MENU,
            PricedBasket.parse("cake:1:3,tea:2:1.25").orElseThrow(),
            List.of(Memo.of("Gâteau, # 1").orElseThrow(), Memo.of("Tea").orElseThrow()));

    @TempDir
    private Path home;

    private static String hash(int number) {
        return String.format("%064x", number);
    }

    private Path file(int number) {
        return home.resolve(hash(number) + ".quoted");
    }

    @Test
    void whatWasQuotedIsFoundUntilItIsForgotten() throws Exception {
        QuotedPurchases quoted = new QuotedPurchases(home.resolve("quoted"));
        assertThat(quoted.find(hash(1))).isEmpty();

        quoted.keep(hash(1), TWO);

        assertThat(new QuotedPurchases(home.resolve("quoted")).find(hash(1))).hasValue(TWO);
        assertThat(quoted.find(hash(2))).isEmpty();
        assertThat(Files.getPosixFilePermissions(home.resolve("quoted").resolve(hash(1) + ".quoted")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        quoted.forget(hash(1));
        quoted.forget(hash(1));
        assertThat(quoted.find(hash(1))).isEmpty();
    }

    /// The server is asked then, as for a receipt that another wallet has kept.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "MENU",
                "MENU\ncake:1:3\n",
                "MENU\ncake:1\nVGVh\n",
                "MENU\ncake:1:3\nVGVh\nVGVh\n",
                "MENU\ncake:1:3\n!\n"
            })
    void damagedFileSaysNothing(String content) throws Exception {
        Files.writeString(file(1), content.replace("MENU", MENU));

        assertThat(new QuotedPurchases(home).find(hash(1))).isEmpty();
    }

    @Test
    void oldestGoFirst() throws Exception {
        QuotedPurchases quoted = new QuotedPurchases(home);
        for (int i = 0; i < QUOTED_MAX; i++) {
            quoted.keep(hash(i), TWO);
            Files.setLastModifiedTime(file(i), FileTime.fromMillis(1000L * i));
        }
        quoted.keep(hash(0), TWO);

        quoted.keep(hash(QUOTED_MAX), TWO);

        assertThat(quoted.find(hash(0))).isPresent();
        assertThat(quoted.find(hash(1))).isEmpty();
        assertThat(quoted.find(hash(2))).isPresent();
    }
}
