package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopStoreTest {

    private static final int MENUS_MAX = 100;

    @TempDir
    private Path home;

    private static String hash(int number) {
        return String.format("%064x", number);
    }

    @Test
    void menuIsItsOwnersAlone() throws Exception {
        ShopStore store = new ShopStore(home.resolve("shop"));

        store.keepMenu(hash(1), new byte[] {1, 2});

        assertThat(store.menu(hash(1))).hasValue(new byte[] {1, 2});
        assertThat(store.menu(hash(2))).isEmpty();
        Path file = home.resolve("shop/menus").resolve(hash(1) + ".p7m");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /// One that is published again is new again.
    @Test
    void oldestMenusGoFirst() throws Exception {
        ShopStore store = new ShopStore(home);
        for (int i = 0; i < MENUS_MAX; i++) {
            store.keepMenu(hash(i), new byte[] {1});
            Files.setLastModifiedTime(home.resolve("menus").resolve(hash(i) + ".p7m"), FileTime.fromMillis(1000L * i));
        }
        store.keepMenu(hash(0), new byte[] {2});

        store.keepMenu(hash(MENUS_MAX), new byte[] {1});

        assertThat(store.menu(hash(0))).hasValue(new byte[] {2});
        assertThat(store.menu(hash(1))).isEmpty();
        assertThat(store.menu(hash(2))).isPresent();
    }

    @Test
    void howFarSalesHaveBeenToldIsKept() throws Exception {
        ShopStore store = new ShopStore(home.resolve("shop"));
        assertThat(store.told()).isEmpty();

        store.told(7);
        store.told(9);

        assertThat(new ShopStore(home.resolve("shop")).told()).hasValue(9);
        Files.writeString(home.resolve("shop/told"), "nonsense");
        assertThatThrownBy(store::told).isInstanceOf(IOException.class).hasMessageContaining("told holds no number");
    }
}
