package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException;
import io.micropay.client.DatagramConnection;
import io.micropay.client.DatagramPatience;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.LossyNetwork;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import io.micropay.wire.ResponseReader;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Buying over UDP. Mel sells, and takes payments in a session of the usual kind.
class DatagramShopIT {

    private static final Duration SOON = Duration.ofSeconds(1);

    /// Repeats often, so that a bad network costs the test little time.
    private static final DatagramPatience IMPATIENT =
            new DatagramPatience(Duration.ofSeconds(15), Collections.nCopies(60, Duration.ofMillis(150)));

    private TestServer server;
    private TestPayments payments;
    private TestClient mel;

    @BeforeEach
    void openShop() {
        server = TestServer.with().udp().start();
        payments = new TestPayments(server.certificates());
        mel = server.newcomer("Mel", "0");
        new TestMenus(server.certificates())
                .publish(mel, "Mel", TestMenus.HEADER + "tea,,Tea,1.25,40\ncake,,Cake,3,1\n");
        assertThat(mel.ask("EVENTS#ON")).isEqualTo("100 OK");
    }

    @AfterEach
    void close() {
        mel.close();
        server.close();
    }

    private DatagramConnection dial(String person, int port) throws ConnectionException {
        return dial(server.certificates().account(person), port);
    }

    private static DatagramConnection dial(Identity identity, int port) throws ConnectionException {
        return DatagramConnection.dial(new ServerAddress("127.0.0.1", port), identity, IMPATIENT);
    }

    private void register(String person, String deposit) {
        try (TestClient client = server.greeted(person)) {
            assertThat(client.ask("REGISTER#" + person + "#" + deposit)).isEqualTo("100 OK");
        }
    }

    private static String ask(DatagramConnection connection, String line) throws ConnectionException {
        return ResponseCodec.encode(connection.ask(RequestCodec.decode(line)));
    }

    @Test
    void somebodyBrowsesBuysPaysAndGetsTheReceiptWithoutASession() throws Exception {
        register("Joanne", "10");
        try (DatagramConnection joanne = dial("Joanne", server.port())) {
            assertThat(ask(joanne, "SHOPS#1")).startsWith("SHOPS#1#1#1\nMel#");
            assertThat(ask(joanne, "BROWSE#Mel#1"))
                    .startsWith("MENU#1#1#")
                    .contains("\ntea#")
                    .endsWith("#3#1");
            String quote = ask(joanne, "BUY#Mel#tea:2,cake:1");
            assertThat(quote).startsWith("QUOTE#").contains("#5.5#");
            assertThat(ask(joanne, "BUY#Mel#tea:2,cake:1"))
                    .as("the same basket")
                    .isEqualTo(quote);

            CoSignedPayment payment = payment("Joanne", quote);
            assertThat(ask(joanne, TestPayments.relay(payment))).isEqualTo("PENDING");
            assertThat(mel.read()).startsWith("!ORDER#Joanne#5.5#Mel#");
            assertThat(mel.ask(TestPayments.trans(payment))).startsWith("TRANS OK#");
            assertThat(mel.read()).startsWith("!PAID#");
            assertThat(ask(joanne, TestPayments.relay(payment))).startsWith("TRANS OK#");

            Response.Receipt receipt = (Response.Receipt)
                    joanne.ask(new Request.Receipt(payment.order().id()));
            assertThat(receipt.basket().toString()).isEqualTo("cake:1:3,tea:2:1.25");
            String[] proof = receipt.proof().split("#", -1);
            assertThat(proof).hasSize(15);
            assertThat(List.of(proof[10], proof[11], proof[14]))
                    .as("signatures")
                    .containsOnly("");
            assertThat(proof[1] + proof[2] + proof[3]).isEqualTo("Joanne5.5Mel");
            assertThat(ask(joanne, "BUY#Mel#cake:1")).isEqualTo("SHOP FAIL#SOLD_OUT#cake#0");
        }
    }

    private CoSignedPayment payment(String buyer, String quote) {
        String[] fields = quote.split("#", -1);
        PaymentOrder order = payments.order(buyer, fields[2], "Mel");
        String memo = TestPayments.memo("order:" + fields[1] + ":" + fields[5]);
        return payments.sign(TestPayments.with(order, "memo", memo));
    }

    /// What the account of the key may not do over TLS, it may not do here; and most it may not do here at all.
    @Test
    void udpIsNoBackDoor() throws Exception {
        try (DatagramConnection stranger = dial("Zoe", server.port())) {
            assertThat(ask(stranger, "SHOPS#1")).isEqualTo("220 AUTH_FAIL#this key has no account");
            assertThat(ask(stranger, "BUY#Mel#tea:1")).startsWith("220 AUTH_FAIL#");
        }
        register("Joanne", "10");
        try (DatagramConnection joanne = dial("Joanne", server.port())) {
            CoSignedPayment ofMel = payments.sign(payments.order("Mel", "1", "Joanne"));
            assertThat(ask(joanne, TestPayments.relay(ofMel))).startsWith("220 AUTH_FAIL#");
            for (String line : List.of(
                    "REGISTER#Joe#5",
                    "Joanne#0",
                    "LIST",
                    "BALANCE",
                    "HELLO#1",
                    "SHOP#CLOSED",
                    "STOCK#tea#1",
                    "MENU#Mel",
                    "HISTORY#0#10",
                    "EVENTS#ON",
                    "EXIT",
                    TestPayments.trans(ofMel))) {
                assertThat(ask(joanne, line)).as(line).isEqualTo("230 FORMAT#not over UDP");
            }
        }
    }

    @Test
    void revokedKeysLoseTheirAssociationsSoonAndGetNoOther() throws Exception {
        register("Joanne", "10");
        try (DatagramConnection joanne = dial("Joanne", server.port())) {
            assertThat(ask(joanne, "SHOPS#1")).startsWith("SHOPS#");
            server.revoke("Joanne");
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> isClosed(joanne));
        }
        assertThatThrownBy(() -> dial("Joanne", server.port()))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("the server does not accept this certificate: certificate_revoked");
    }

    private static boolean isClosed(DatagramConnection connection) {
        try {
            connection.ask(new Request.Shops(1));
            return false;
        } catch (ConnectionException closed) {
            return true;
        }
    }

    @Test
    void oneKeyHasOnlySoManyAssociations() throws Exception {
        server.close();
        server = TestServer.with().udp().connectionsPerKeyMax(1).start();
        register("Joanne", "10");
        try (DatagramConnection first = dial("Joanne", server.port())) {
            assertThat(ask(first, "SHOPS#1")).startsWith("SHOPS#");
            DatagramConnection second = dial("Joanne", server.port());
            assertThatThrownBy(() -> ask(second, "SHOPS#1")).isInstanceOf(ConnectionException.class);
            assertThat(ask(first, "SHOPS#1")).startsWith("SHOPS#");
        }
    }

    @Test
    void answerThatDoesNotFitIsTooLong() throws Exception {
        register("Joanne", "10");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            rows.append("sku").append(i).append(",,").append("T".repeat(100)).append(",1,1\n");
        }
        new TestMenus(server.certificates()).publish(mel, "Mel", TestMenus.HEADER + rows);
        try (DatagramConnection joanne = dial("Joanne", server.port())) {
            assertThat(joanne.ask(RequestCodec.decode("BROWSE#Mel#1"))).isEqualTo(new Response.TooLong());
        }
    }

    @Test
    void helloSaysWhetherThereIsUdp() throws Exception {
        try (TestServer plain = TestServer.start();
                TestClient client = plain.greeted("Joanne");
                DatagramSocket free =
                        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), plain.port()))) {
            assertThat(features(client)).containsExactly("events", "relay", "shop");
            assertThat(free.isBound())
                    .as("a server without UDP leaves the port to others")
                    .isTrue();
        }
        assertThat(features(mel)).containsExactly("events", "relay", "shop", "udp");
        assertThatThrownBy(() ->
                        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())))
                .isInstanceOf(BindException.class);
    }

    private static List<String> features(TestClient client) throws Exception {
        Request hello = new Request.Hello();
        return ((Response.Hello) ResponseReader.read(hello, client.ask("HELLO#1"))).features();
    }

    /// A third of all datagrams is lost, a tenth comes twice, a fifth late: each purchase happens once all the same.
    @Test
    void badNetworkBuysNothingTwice() throws Exception {
        int purchases = 12;
        register("Joanne", "100");
        Set<String> orders = new HashSet<>();
        try (LossyNetwork network = LossyNetwork.before(server.port(), 20_261_127);
                DatagramConnection joanne = dial("Joanne", network.port())) {
            network.bad(30, 10, 20);
            for (int i = 0; i < purchases; i++) {
                String quote = ask(joanne, "BUY#Mel#tea:" + (1 + i % 2));
                assertThat(quote).startsWith("QUOTE#");
                orders.add(quote.split("#", -1)[1]);
                CoSignedPayment payment = payment("Joanne", quote);
                assertThat(ask(joanne, TestPayments.relay(payment))).isEqualTo("PENDING");
                assertThat(mel.read()).startsWith("!ORDER#");
                assertThat(mel.ask(TestPayments.trans(payment))).startsWith("TRANS OK#");
                assertThat(mel.read()).startsWith("!PAID#");
                assertThat(ask(joanne, TestPayments.relay(payment))).startsWith("TRANS OK#");
            }
            assertThat(network.fromClient()).as("datagrams were lost").isGreaterThan(3 * purchases);
            assertThat(ask(joanne, "BROWSE#Mel#1")).as("40 - 6 * 1 - 6 * 2").contains("#1.25#22\n");
        }
        assertThat(orders).hasSize(purchases);
        assertThat(mel.ask("BALANCE")).isEqualTo("BALANCE#22.5");
    }

    /// What is sent again with its tag must not undo what came after it: an older basket would replace the newer.
    @Test
    void requestThatIsSentAgainIsNotDoneAgain() throws Exception {
        register("Joanne", "100");
        try (LossyNetwork network = LossyNetwork.before(server.port(), 99);
                DatagramConnection joanne = dial("Joanne", network.port())) {
            network.bad(40, 20, 40);
            String last = "";
            for (int i = 0; i < 16; i++) {
                last = ask(joanne, "BUY#Mel#tea:" + (1 + i % 2));
            }
            network.bad(0, 0, 0);
            assertThat(ask(joanne, "BUY#Mel#tea:2"))
                    .as("its order is still the last one's")
                    .isEqualTo(last);
        }
    }

    /// A menu that comes slowly keeps a server from its end, but nobody new comes in over UDP in the meantime.
    @Test
    void serverThatStopsLetsNobodyInOverUdpWhileASessionEnds() throws Exception {
        register("Joanne", "10");
        byte[] menu = new byte[100];
        assertThat(mel.ask("PUBLISH#" + Block.of(menu))).isEqualTo("SEND");
        try (DatagramConnection joanne = dial("Joanne", server.port())) {
            assertThat(ask(joanne, "SHOPS#1")).startsWith("SHOPS#");

            var stopped = new FutureTask<>(() -> server.server().stop(Duration.ofSeconds(20)));
            Thread.startVirtualThread(stopped);

            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> isClosed(joanne));
            assertThatThrownBy(() -> DatagramConnection.dial(
                            new ServerAddress("127.0.0.1", server.port()),
                            server.certificates().account("Joanne"),
                            new DatagramPatience(SOON, List.of(SOON))))
                    .isInstanceOf(ConnectionException.class);
            assertThat(stopped).as("waits for the menu").isNotDone();
            assertThat(mel.sendBytes(menu).read()).startsWith("210 FAIL#0#");
            assertThat(stopped.get()).isTrue();
        }
    }

    @Test
    void everyKindOfKeyCanPay() throws Exception {
        Identity rsa = server.certificates().account("Rita", KeyKind.RSA_2048);
        try (TestClient client = server.connect(rsa).expect("Connection accepted!", "Handler assigned!")) {
            assertThat(client.ask("REGISTER#Rita#10")).isEqualTo("100 OK");
        }
        try (DatagramConnection rita = dial(rsa, server.port())) {
            String quote = ask(rita, "BUY#Mel#tea:1");
            CoSignedPayment payment = payment("Rita", quote);
            assertThat(ask(rita, TestPayments.relay(payment))).isEqualTo("PENDING");
            assertThat(mel.read()).startsWith("!ORDER#Rita#");
            assertThat(mel.ask(TestPayments.trans(payment))).startsWith("TRANS OK#");
            assertThat(mel.read()).startsWith("!PAID#");
            assertThat(rita.ask(new Request.Receipt(payment.order().id()))).isInstanceOf(Response.Receipt.class);
        }
    }
}
