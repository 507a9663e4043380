package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.shell.Aside;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.ShopVisit;
import io.micropay.client.shell.Wish;
import io.micropay.client.shop.Buyer;
import io.micropay.client.shop.Offer;
import io.micropay.client.shop.ShopAnswer;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.money.AccountName;
import io.micropay.money.Basket;
import io.micropay.testing.Drill;
import io.micropay.testing.LossyNetwork;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Buying in datagrams, with a wallet that has no login.
class LightPurchaseIT {

    private static final String MENU = TestMenus.HEADER + "tea,,Tea,1.25,40\ncake,,Cake,3,10\n";
    private static final AccountName CAFE = Person.name("Cafe");

    /// Repeats often, so that a bad network costs the test little time.
    private static final DatagramPatience IMPATIENT =
            new DatagramPatience(Duration.ofSeconds(15), Collections.nCopies(60, Duration.ofMillis(150)));

    private static final DatagramPatience SOON_OUT_OF_PATIENCE =
            new DatagramPatience(Duration.ofSeconds(15), List.of(Duration.ofMillis(200), Duration.ofMillis(300)));

    @TempDir
    private Path home;

    private final StringWriter notes = new StringWriter();
    private TestServer server;
    private TestMerchant cafe;

    @BeforeEach
    void openShop() throws Exception {
        server = TestServer.with().udp().start();
        cafe = TestMerchant.open(server, "Cafe", MENU, home);
    }

    @AfterEach
    void close() {
        cafe.close();
        server.close();
    }

    private static Basket basket(String text) {
        return Basket.parse(text).orElseThrow();
    }

    private ShopVisit visit(Identity identity, String name) {
        Aside aside = new Aside(new PrintWriter(notes), new PrintWriter(notes), null);
        Wallet wallet = new Wallet(identity, new WalletFolder(home.resolve(name)));
        return new ShopVisit(
                new ServerAddress("127.0.0.1", server.port()), wallet, Person.name(name), aside, true, false);
    }

    /// Proofs of RSA keys are too long for a datagram; those of P-256 keys are not.
    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256"})
    void whoHasTheLoginElsewhereBuysAllTheSame(KeyKind kind) throws Exception {
        String name = "Joanne-" + kind;
        String bar = "Bar-" + kind;
        Identity joanne = server.certificates().account(name, kind);
        server.certificates().account(bar, kind);
        try (TestMerchant seller = TestMerchant.open(server, bar, MENU, home);
                TestClient elsewhere = server.connect(joanne).expect("Connection accepted!", "Handler assigned!")) {
            elsewhere.send("REGISTER#" + name + "#10").expect("100 OK");
            elsewhere.askForStatus("LOGIN#" + name + "#0");
            Outcome.Bought bought;
            try (ShopVisit visit = visit(joanne, name)) {
                assertThat(visit.browsing().shops().shops()).hasSize(2);
                assertThat(visit.browsing().browse(Person.name(bar)).menu().items())
                        .hasSize(2);
                bought = visit.buying()
                        .buy(new Wish(Person.name(bar), basket("tea:2,cake:1"), Optional.empty(), true, false));
                assertThat(visit.receipt(bought.payment().receipt().id())
                                .files()
                                .getFirst()
                                .verdict()
                                .purchase())
                        .contains(bought.purchase());
            }
            assertThat(elsewhere.ask("BALANCE")).isEqualTo("BALANCE#4.5");
            assertThat(seller.balance()).isEqualTo("5.5");
            assertThat(notes.toString())
                    .as("no order was in doubt")
                    .doesNotContain("No proof of payment")
                    .doesNotContain("over TLS");
        }
    }

    @Test
    void whatIsTooLongForDatagramsIsAskedOverTls() throws Exception {
        StringBuilder rows = new StringBuilder(TestMenus.HEADER);
        for (int i = 0; i < 40; i++) {
            rows.append("sku").append(i).append(",,").append("T".repeat(100)).append(",1,1\n");
        }
        cafe.publish(rows.toString());
        Identity joanne = server.certificates().account("Joanne");
        Person.of(server, "Joanne", "10", home).session().exit();
        try (ShopVisit visit = visit(joanne, "Joanne")) {
            assertThat(visit.browsing().browse(CAFE).menu().items()).hasSize(40);
            assertThat(notes.toString()).isEqualTo("-> Too long for a datagram: asking over TLS.\n");
            visit.buying().buy(new Wish(CAFE, basket("sku39:1"), Optional.empty(), true, false));
        }
        assertThat(cafe.balance()).isEqualTo("1");
    }

    @Test
    void whoHasNoAccountBuysNothing() throws Exception {
        try (ShopVisit visit = visit(server.certificates().account("Zoe"), "Zoe")) {
            CommandFailedException refused = catchThrowableOfType(
                    CommandFailedException.class,
                    () -> visit.buying().buy(new Wish(CAFE, basket("tea:1"), Optional.empty(), true, false)));
            assertThat(refused.kind()).isEqualTo(CommandFailedException.Kind.AUTHENTICATION);
        }
    }

    private DatagramConnection dial(LossyNetwork network, DatagramPatience patience) throws ConnectionException {
        return DatagramConnection.dial(
                new ServerAddress("127.0.0.1", network.port()),
                server.certificates().account("Joanne"),
                patience);
    }

    private static PaymentIntent offer(Person joanne, DatagramConnection datagrams, String basket) throws Exception {
        Buyer buyer = new Buyer(datagrams, joanne.session().ledger().id().hex());
        return ((ShopAnswer.Given<Offer>) buyer.offer(CAFE, basket(basket)))
                .value()
                .intent(false, Optional.empty());
    }

    /// A third of all datagrams is lost, a tenth comes twice, a fifth late: each purchase is paid once all the same.
    @Drill
    @Test
    void badNetworkPaysEachPurchaseOnce() throws Exception {
        Person.of(server, "Joanne", "100", home).session().exit();
        try (Person joanne = Person.connect(server, "Joanne", home);
                LossyNetwork network = LossyNetwork.before(server.port(), 8_128);
                DatagramConnection datagrams = dial(network, IMPATIENT)) {
            assertThat(joanne.session().payIn(datagrams, Person.name("Joanne"))).isTrue();
            network.bad(30, 10, 20);
            for (int i = 1; i <= 6; i++) {
                assertThat(joanne.pay(offer(joanne, datagrams, "tea:" + i))).isInstanceOf(PaymentResult.Paid.class);
            }
        }
        assertThat(cafe.balance()).as("21 teas").isEqualTo("26.25");
    }

    /// The order gets through, and nothing after it: the server is asked over TLS, and knows.
    @Test
    void networkThatEndsWhileAnOrderIsUnderWayLeavesNoDoubt() throws Exception {
        Person.of(server, "Joanne", "100", home).session().exit();
        try (Person joanne = Person.connect(server, "Joanne", home);
                LossyNetwork network = LossyNetwork.before(server.port(), 1);
                DatagramConnection datagrams = dial(network, SOON_OUT_OF_PATIENCE)) {
            joanne.session().payIn(datagrams, Person.name("Joanne"));
            PaymentIntent tea = offer(joanne, datagrams, "tea:1");
            network.passOnly(1);

            assertThat(joanne.pay(tea)).isInstanceOf(PaymentResult.Paid.class);
            assertThat(joanne.notices()).anyMatch(line -> line.startsWith("cancelling"));
        }
        assertThat(cafe.balance()).isEqualTo("1.25");
    }

    @Test
    void orderThatGetsLostIsCancelledForGood() throws Exception {
        Person.of(server, "Joanne", "100", home).session().exit();
        try (Person joanne = Person.connect(server, "Joanne", home);
                LossyNetwork network = LossyNetwork.before(server.port(), 1);
                DatagramConnection datagrams = dial(network, SOON_OUT_OF_PATIENCE)) {
            joanne.session().payIn(datagrams, Person.name("Joanne"));
            PaymentIntent tea = offer(joanne, datagrams, "tea:1");
            network.passOnly(0);

            assertThat(joanne.pay(tea)).isEqualTo(new PaymentResult.NotPaid(new Obstacle.StillOpen()));
            assertThat(joanne.wallet().journal().open()).isEmpty();
        }
        assertThat(cafe.balance()).isEqualTo("0");
    }
}
