package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestBuyer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A till whose server tells it of another basket than was paid for.
class UntrueSaleIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final String CSV = TestMenus.HEADER + "tea,,Tea,1.25,40\n";

    @TempDir
    private Path home;

    private String proof;
    private String receipt;

    /// Somebody really buys two teas.
    @BeforeEach
    void saleIsMade() throws Exception {
        CERTIFICATES.writeTo(home.resolve("certs"));
        TestCertificates.write(home.resolve("certs"), "Mel", CERTIFICATES.account("Mel"));
        try (TestServer server = TestServer.start();
                TestClient mel = server.newcomer("Mel", "0");
                TestBuyer joanne = TestBuyer.newcomer(server, "Joanne", "Mel")) {
            new TestMenus(CERTIFICATES).publish(mel, "Mel", CSV);
            String committed = mel.ask(TestPayments.trans(joanne.order("tea:2")));
            proof = committed.replaceFirst("TRANS OK#", "");
            receipt = mel.ask("RECEIPT#" + proof.split("#", -1)[4]);
        }
    }

    @Test
    void lieIsSaidLoudly() throws Exception {
        String lie = receipt.replace("tea:2:1.25", "tea:3:1.25");
        Ended till = serve(lie, "--json");

        assertThat(till.exitCode()).as(till.errors()).isEqualTo(1);
        JsonNode sale = JsonMapper.builder().build().readTree(till.output());
        assertThat(sale.get("verified").booleanValue()).isFalse();
        assertThat(sale.get("failed").toString()).isEqualTo("[\"basket\",\"total\"]");
        assertThat(sale.get("file").stringValue()).endsWith("-Joanne.json");
        assertThat(serve(lie).output()).contains("!! THIS SALE IS NOT TRUE").contains("!!   these are not the items");
    }

    @Test
    void truthIsNot() throws Exception {
        Ended till = serve(receipt);

        assertThat(till.exitCode()).as(till.output() + till.errors()).isZero();
        assertThat(till.output()).startsWith("-> Sold to Joanne for 2.5 at ").doesNotContain("!!");
    }

    /// Runs a till until it has shown one sale.
    private Ended serve(String told, String... options) throws Exception {
        Path data = home.resolve("data" + System.nanoTime());
        keepMenu(data.resolve("Mel"));
        try (TellingServer server = TellingServer.start()
                        .answers("HISTORY", "0", "1\nCOMMITTED#" + proof)
                        .answers("RECEIPT", told + "\nCOMMITTED#" + proof)
                        .answers("BALANCE", "BALANCE#2.5");
                PackagedCommand till = PackagedCommand.start(home, command(server, data, options))) {
            till.awaitError("READY Mel");
            till.awaitLines(1);
            return till.signal("TERM").awaitEnd();
        }
    }

    private static void keepMenu(Path folder) throws Exception {
        byte[] signed = new TestMenus(CERTIFICATES).signed("Mel", CSV.getBytes(UTF_8));
        new Wallet(CERTIFICATES.account("Mel"), new WalletFolder(folder)).shop().keepMenu(TestMenus.hash(CSV), signed);
    }

    private static String[] command(TellingServer server, Path data, String... options) {
        String[] command = new String[options.length + 8];
        String[] fixed = {
            "shop",
            "serve",
            "--as=Mel",
            "--certs=certs",
            "--data-dir=" + data,
            "--server=" + server.address(),
            "--listen=0",
            "--takeover"
        };
        System.arraycopy(fixed, 0, command, 0, fixed.length);
        System.arraycopy(options, 0, command, fixed.length, options.length);
        return command;
    }
}
