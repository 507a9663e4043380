package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.client.shell.Aside;
import io.micropay.client.shell.ShopVisit;
import io.micropay.client.shell.Wish;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.Sku;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One process of a wallet has the login, and another one lists and pays.
class SharedLoginIT {

    private static final AcceptancePolicy ALL = new AcceptancePolicy.All();

    @TempDir
    private Path home;

    private TestServer server;
    private Person daemon;

    @BeforeEach
    void joanneIsLoggedIn() throws Exception {
        server = TestServer.start();
        daemon = Person.of(server, "Joanne", "10", home);
        assertThat(daemon.session().shareLogin()).isTrue();
    }

    @AfterEach
    void stop() {
        daemon.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherProcessPaysByItOnBothWays(boolean straight) throws Exception {
        try (Person lily =
                        straight ? Person.listening(server, "Lily", ALL, home) : Person.of(server, "Lily", "0", home);
                Person script = Person.connect(server, "Joanne", home)) {
            lily.wallet().acceptance().keep(Optional.empty(), new AcceptanceRule.Accept(Optional.empty()));
            assertThat(script.session().borrowLogin(Person.name("Joanne"))).isTrue();

            assertThat(script.pay("Lily", "3")).isInstanceOf(PaymentResult.Paid.class);
            assertThat(script.balance()).isEqualTo(Person.amount("7"));
            assertThat(((Response.StatusBlock) script.session().list()).online())
                    .hasSize(2);
        }
    }

    /// A command beside a wallet that listens buys by its login.
    @Test
    void anotherProcessBuysByIt() throws Exception {
        String menu = TestMenus.HEADER + "tea,,Tea,1.25,3\n";
        StringWriter notes = new StringWriter();
        Aside aside = new Aside(new PrintWriter(notes), new PrintWriter(notes), null);
        ServerAddress address = new ServerAddress("127.0.0.1", server.port());
        try (TestMerchant mel = TestMerchant.open(server, "Mel", menu, home);
                ShopVisit visit = new ShopVisit(address, daemon.wallet(), Person.name("Joanne"), aside, false, false)) {
            assertThat(visit.browsing().shops().shops()).hasSize(1);
            Basket basket = Basket.parse("tea:2").orElseThrow();
            visit.buying().buy(new Wish(Person.name("Mel"), basket, Optional.empty(), true, false));

            assertThat(mel.balance()).isEqualTo("2.5");
            assertThat(daemon.session().isOpen()).isTrue();
        }
    }

    @Test
    void refusalsComeThroughAsTheyAre() throws Exception {
        try (Person lily = Person.of(server, "Lily", "0", home);
                Person script = Person.connect(server, "Joanne", home)) {
            script.session().borrowLogin(Person.name("Joanne"));

            assertThat(script.pay("Lily", "3"))
                    .isEqualTo(new PaymentResult.NotPaid(new Obstacle.Declined("not listening")));
            assertThat(script.session()
                            .pay(new PaymentIntent(Person.name("Nobody"), Person.amount("3"), Memo.EMPTY, false)))
                    .isEqualTo(new PaymentResult.NotPaid(new Obstacle.UnknownPayee()));
            assertThat(lily.balance()).isEqualTo(Person.amount("0"));
        }
    }

    @Test
    void nothingElseIsAskedByIt() throws Exception {
        assertThat(List.of(
                        "BALANCE",
                        "EXIT",
                        "LOGIN#Joanne#0#TAKEOVER",
                        "HISTORY#0#1",
                        "PUBLISH#1#" + "5f".repeat(32),
                        "nonsense",
                        ""))
                .allSatisfy(line -> assertThat(asked(line)).startsWith("230 FORMAT#"));
        assertThat(asked("LIST")).isEqualTo("10\n1\nJoanne#127.0.0.1#0");
        assertThat(daemon.session().isOpen()).isTrue();
    }

    @Test
    void anotherProcessKeepsTheShopByIt() throws Exception {
        byte[] csv = (TestMenus.HEADER + "tea,,Tea,1.25,40\n").getBytes(UTF_8);
        byte[] signed = new TestMenus(server.certificates()).signed("Joanne", csv);
        try (Person script = Person.connect(server, "Joanne", home)) {
            script.session().borrowLogin(Person.name("Joanne"));

            assertThat(script.session()
                            .upload(new Request.Publish(Block.of(signed)), signed)
                            .response())
                    .isInstanceOf(Response.Published.class);
            assertThat(script.session().loggedIn().ask(new Request.Stock(new Sku("tea"), 7)))
                    .isEqualTo(new Response.Ok());
            BlockAnswer menu = script.session().askForBlock(new Request.Menu(Person.name("Joanne")));
            assertThat(menu.response()).isEqualTo(new Response.MenuBlock(Block.of(menu.block())));
            BlockAnswer none = script.session().askForBlock(new Request.Menu(Person.name("Nobody")));
            assertThat(none.response()).isEqualTo(new Response.ShopFailed("NO_SHOP", Optional.empty()));
        }
    }

    private String asked(String line) throws Exception {
        try (GuestLines lines =
                new GuestLines(SocketChannel.open(UnixDomainSocketAddress.of(socket())), Duration.ofSeconds(10))) {
            lines.write(GuestMessage.of(line, new byte[0]));
            return lines.read().text();
        }
    }

    private Path socket() {
        return daemon.wallet().sharedLogin();
    }

    @Test
    void onlyTheOwnerGetsToTheSocket() throws Exception {
        assertThat(Files.getPosixFilePermissions(socket().getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void loginThatHasEndedIsNotShared() throws Exception {
        try (Person script = Person.connect(server, "Joanne", home)) {
            daemon.close();

            await().atMost(Duration.ofSeconds(10)).until(() -> !script.session().borrowLogin(Person.name("Joanne")));
            try (Person next = Person.connect(server, "Joanne", home)) {
                await().atMost(Duration.ofSeconds(10)).until(() -> next.logIn(0, ALL) instanceof Response.StatusBlock);
                assertThat(next.session().shareLogin()).isTrue();
                assertThat(script.session().borrowLogin(Person.name("Joanne"))).isTrue();
            }
        }
    }

    /// A process that holds the socket and says nothing must not hold others for ever.
    @Test
    void silentSocketIsGivenUp() throws Exception {
        Path silent = home.resolve("silent");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(silent));
            try (GuestLines lines =
                    new GuestLines(SocketChannel.open(UnixDomainSocketAddress.of(silent)), Duration.ofMillis(200))) {
                lines.write(GuestMessage.of("LIST", new byte[0]));
                assertThatThrownBy(lines::read).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whereTheNameIsTooLongForASocketNothingIsShared() throws Exception {
        Path deep = home.resolve("d".repeat(100));
        try (Person lily = Person.of(server, "Lily", "0", deep)) {
            assertThat(lily.session().shareLogin()).isFalse();
            assertThat(lily.session().borrowLogin(Person.name("Lily"))).isFalse();
        }
    }
}
