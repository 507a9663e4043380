package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CryptoException;
import io.micropay.csv.CsvFault;
import io.micropay.money.Sha256Text;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;
import io.micropay.wire.Block;
import java.time.Instant;

/// Signs menus as merchants' wallets would, and publishes them.
public final class TestMenus {

    public static final String HEADER = "sku,category,title,price,stock\n";

    private final TestCertificates certificates;

    public TestMenus(TestCertificates certificates) {
        this.certificates = certificates;
    }

    public byte[] signed(String merchant, byte[] csv) {
        try {
            return new CmsSigner(certificates.account(merchant)).sign(csv, Instant.now());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads what is a menu.
    public static Menu read(byte[] csv) {
        try {
            return MenuCsv.read(csv);
        } catch (CsvFault fault) {
            throw new AssertionError(fault);
        }
    }

    public static String hash(String csv) {
        return Sha256Text.of(csv.getBytes(UTF_8));
    }

    /// Publishes a menu, and returns the answer.
    public String publish(TestClient client, String merchant, String csv) {
        return send(client, signed(merchant, csv.getBytes(UTF_8)));
    }

    /// Announces a block, sends it when it may come, and returns the answer.
    public static String send(TestClient client, byte[] block) {
        assertThat(client.ask("PUBLISH#" + Block.of(block))).isEqualTo("SEND");
        return client.sendBytes(block).read();
    }
}
