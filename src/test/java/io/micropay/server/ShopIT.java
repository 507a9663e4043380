package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Sha256Text;
import io.micropay.testing.Crowd;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Shops over real TLS.
class ShopIT {

    private static final int BUYERS = 50;

    private TestServer server;
    private TestMenus menus;
    private TestClient mel;

    @BeforeEach
    void openShop() {
        server = TestServer.with().workers(100).start();
        menus = new TestMenus(server.certificates());
        mel = server.newcomer("Mel", "0");
    }

    @AfterEach
    void close() {
        mel.close();
        server.close();
    }

    private String publish(String rows) {
        String csv = TestMenus.HEADER + rows;
        assertThat(menus.publish(mel, "Mel", csv)).isEqualTo("100 OK#" + TestMenus.hash(csv));
        return csv;
    }

    @Test
    void lastItemIsSoldToOneOfManyWhoWantItAtTheSameMoment() throws Exception {
        publish("cake,,Cake,3,1\n");
        List<TestClient> buyers = new ArrayList<>();
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(server.newcomer("Buyer" + i, "10"));
        }
        CyclicBarrier start = new CyclicBarrier(BUYERS);
        List<Callable<String>> baskets = new ArrayList<>();
        buyers.forEach(buyer -> baskets.add(() -> buyer.askTogether(start, 0, "BUY#Mel#cake:1")));

        List<String> answers = Crowd.atOnce(baskets);

        assertThat(answers).filteredOn(answer -> answer.startsWith("QUOTE#")).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.equals("SHOP FAIL#SOLD_OUT#cake#0"))
                .hasSize(BUYERS - 1);
        int lucky = IntStream.range(0, BUYERS)
                .filter(i -> answers.get(i).startsWith("QUOTE#"))
                .findFirst()
                .orElseThrow();
        assertThat(mel.ask(payment("Buyer" + lucky, answers.get(lucky)))).startsWith("TRANS OK#");
        assertThat(mel.ask("BALANCE")).isEqualTo("BALANCE#3");
        assertThat(buyers.getFirst().ask("BUY#Mel#cake:1")).isEqualTo("SHOP FAIL#SOLD_OUT#cake#0");
        buyers.forEach(TestClient::close);
    }

    /// The line that pays a quote.
    private String payment(String buyer, String quote) {
        String[] fields = quote.split("#", -1);
        TestPayments payments = new TestPayments(server.certificates());
        PaymentOrder order = payments.order(buyer, fields[2], "Mel");
        String memo = TestPayments.memo("order:" + fields[1] + ":" + fields[5]);
        return TestPayments.trans(payments.sign(TestPayments.with(order, "memo", memo)));
    }

    /// From the merchant's hand to the buyer's: what is in the envelope is what he signed.
    @Test
    void menuIsGivenOutAsItWasSignedAndEncryptedForWhoAsks() throws Exception {
        byte[] csv = publish("tea,,Tea,1.25,3\n").getBytes(UTF_8);
        for (KeyKind kind : List.of(KeyKind.P256, KeyKind.RSA_2048)) {
            Identity buyer = server.certificates().account("Reader" + kind, kind);
            try (TestClient client = loggedIn(buyer, "Reader" + kind)) {
                byte[] envelope = menu(client);
                assertThat(new String(envelope, UTF_8)).doesNotContain("Tea");
                byte[] signed = CmsEnvelopes.open(envelope, buyer);
                assertThat(verified(signed)).isEqualTo(csv);
            }
        }
        Identity signer = server.certificates().account("Signer", KeyKind.ED25519);
        try (TestClient client = loggedIn(signer, "Signer")) {
            assertThat(verified(menu(client))).isEqualTo(csv);
            assertThat(client.ask("BALANCE")).as("the session goes on").isEqualTo("BALANCE#0");
        }
    }

    private TestClient loggedIn(Identity identity, String name) {
        TestClient client = server.connect(identity).expect("Connection accepted!", "Handler assigned!");
        client.send("REGISTER#" + name + "#0").expect("100 OK");
        client.askForStatus("LOGIN#" + name + "#0");
        return client;
    }

    private static byte[] menu(TestClient client) {
        String[] fields = client.ask("MENU#Mel").split("#", -1);
        assertThat(fields).hasSize(3).startsWith("MENU");
        byte[] block = client.readBytes(Integer.parseInt(fields[1]));
        assertThat(Sha256Text.of(block)).isEqualTo(fields[2]);
        return block;
    }

    private byte[] verified(byte[] signed) throws Exception {
        return new CmsVerifier(server.certificates().ca())
                .verify(signed, server.certificates().account("Mel").verificationKey())
                .content();
    }

    @Test
    void largestMenuIsPublishedBrowsedAndSent() throws Exception {
        String title = "T".repeat(140);
        String rows = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> "sku" + i + ",\"" + "c".repeat(139) + ",\"," + title + ",1.25," + i + "\n")
                .collect(Collectors.joining());

        String csv = publish(rows);

        assertThat(csv.length()).isGreaterThan(2_900_000);
        mel.send("BROWSE#Mel#625").expect("MENU#625#625#*#16");
        for (int i = 0; i < 15; i++) {
            mel.read();
        }
        assertThat(mel.read()).startsWith("sku10000#");
        byte[] signed = CmsEnvelopes.open(menu(mel), server.certificates().account("Mel"));
        assertThat(verified(signed)).isEqualTo(csv.getBytes(UTF_8));
        String full = IntStream.range(0, 64)
                .mapToObj(i -> "sku" + (i + 9_000) + ":9000")
                .collect(Collectors.joining(","));
        try (TestClient joanne = server.newcomer("Joanne", "0")) {
            assertThat(joanne.ask("BUY#Mel#" + full)).startsWith("QUOTE#");
        }
        assertThat(menus.publish(mel, "Mel", csv + "more,,More,1,1\n"))
                .isEqualTo("210 FAIL#10002#more than 10001 rows");
    }
}
