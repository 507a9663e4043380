package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.AcceptanceRule;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.shop.SaleFault;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.OrderId;
import io.micropay.testing.Crowd;
import io.micropay.testing.Opened;
import io.micropay.testing.TestBuyer;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A till on a real server: what it takes, what it shows, and what it has missed.
class TillIT {

    private static final AccountName MEL = AccountName.parse("Mel").orElseThrow();
    private static final String CSV = TestMenus.HEADER + "tea,Drinks,Grüner Tee,1.25,40\ncake,,Cake,3,10\n";

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private final List<Outcome.Sold> sold = new CopyOnWriteArrayList<>();
    private final StringWriter said = new StringWriter() {
        @Override
        public void write(String text, int from, int length) {
            if (text.contains("No more of")) {
                shelvesMayBeTold.join();
            }
            super.write(text, from, length);
        }
    };
    private volatile CompletableFuture<Void> shelvesMayBeTold = CompletableFuture.completedFuture(null);
    private volatile boolean diskIsFull;
    private final Writer shown = new FilterWriter(new StringWriter()) {
        @Override
        public void flush() throws IOException {
            if (diskIsFull) {
                throw new IOException("the disk is full");
            }
        }
    };
    private final Aside aside = new Aside(new PrintWriter(shown), new PrintWriter(said), null);
    private TestServer server;
    private Wallet wallet;
    private AccountName merchant = MEL;
    private Duration lookEvery = Duration.ofMinutes(1);

    @BeforeEach
    void melHasAShop() throws Exception {
        server = opened.add(TestServer.start());
        wallet = new Wallet(server.certificates().account("Mel"), new WalletFolder(home.resolve("Mel")));
        server.newcomer("Mel", "0").leave();
        publish(CSV);
    }

    private void publish(String csv) throws Exception {
        Path menu = Files.writeString(home.resolve("menu.csv"), csv);
        try (Visit visit = Visit.open(address(), wallet, merchant, aside)) {
            visit.logIn(false);
            visit.shop().publish(MenuFile.read(menu));
        }
    }

    private ServerAddress address() {
        return new ServerAddress("127.0.0.1", server.port());
    }

    /// A till that is open, until it is closed.
    private final class OpenTill implements AutoCloseable {

        private final Till till = new Till(wallet, aside, sold::add);
        private final Attendance attendance = new Attendance(
                new ShellSettings(
                        wallet,
                        new GivenCertificate(wallet.identity().certificate(), text -> {}, Clock.systemUTC()),
                        merchant,
                        address(),
                        0,
                        new AcceptancePolicy.Orders()),
                false,
                aside,
                till,
                lookEvery);
        private final CompletableFuture<Void> stay = CompletableFuture.runAsync(() -> {
            try {
                attendance.stay();
            } catch (CommandFailedException failure) {
                throw new IllegalStateException(failure);
            }
        });

        void awaitEnd() {
            stay.join();
        }

        OpenTill awaitReady() {
            await().until(() -> said.toString().contains("READY"));
            return this;
        }

        @Override
        public void close() {
            attendance.leave();
            stay.join();
            said.getBuffer().setLength(0);
        }
    }

    private void awaitSold(int count) {
        await().untilAsserted(() -> assertThat(sold).as(said::toString).hasSize(count));
    }

    @Test
    void tillOfALedgerThatWasSetBackSaysSoAndGoesOn() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        wallet.shop().told(1_000);
        opened.add(new OpenTill().awaitReady());
        assertThat(said.toString()).contains("-> The ledger has less than this till has shown");

        joanne.buy("cake:1");

        awaitSold(1);
    }

    @Test
    void saleThatCannotBeShownIsNotNotedAsShown() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        OpenTill till = opened.add(new OpenTill().awaitReady());
        OptionalLong told = wallet.shop().told();
        diskIsFull = true;

        joanne.buy("cake:1");

        till.awaitEnd();
        assertThat(wallet.shop().told()).isEqualTo(told);
    }

    @Test
    void saleIsCheckedAndPrinted() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        OpenTill till = opened.add(new OpenTill().awaitReady());

        joanne.buy("tea:2,cake:1");

        awaitSold(1);
        assertThat(sold.getFirst().sale().faults()).isEmpty();
        assertThat(OutcomeText.of(sold.getFirst())).matches("""
                        -> Sold to Joanne for 5\\.5 at \\S+Z, your balance is 5\\.5
                          1 x  cake   Cake           3    3
                          2 x  tea    Grüner Tee  1\\.25  2\\.5
                               total                    5\\.5
                          order \\S+, payment \\S+, number [0-9]+ in the ledger
                        """);
        assertThat(OutcomeJson.of(sold.getFirst()))
                .contains("\"payer\":\"Joanne\",\"payee\":\"Mel\",\"amount\":\"5.5\"")
                .contains("\"balance\":\"5.5\",\"verified\":true,\"failed\":[],\"purchase\":{\"order\":\"")
                .contains(
                        "{\"sku\":\"tea\",\"quantity\":2,\"price\":\"1.25\",\"sum\":\"2.5\",\"title\":\"Grüner Tee\"}");
        assertThat(till.till.allWasTrue()).isTrue();
    }

    /// Whatever the wallet's rules say of who pays: a till is no place for other payments.
    @Test
    void nothingButOrdersIsTaken() throws Exception {
        wallet.acceptance().keep(Optional.empty(), new AcceptanceRule.Accept(Optional.empty()));
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        opened.add(new OpenTill().awaitReady());

        for (String words : List.of("", "two teas", "order:tea", "request:" + "a".repeat(16))) {
            assertThat(joanne.pay(joanne.signed("1", words)))
                    .isEqualTo("DECLINED#this is a shop: it takes payments for its orders only");
        }
        assertThat(joanne.pay(joanne.signed("1", "order:" + OrderId.next() + ":" + "5f".repeat(32))))
                .startsWith("TRANS FAIL#ORDER#");
        assertThat(sold).isEmpty();
    }

    /// A limit of the rules is about payments that come by themselves; what was quoted is taken.
    @Test
    void whoeverIsNotWantedBuysNothing() throws Exception {
        wallet.acceptance().keep(Optional.empty(), new AcceptanceRule.Accept(Amount.parse("1")));
        wallet.acceptance().keep(AccountName.parse("Ned"), new AcceptanceRule.Decline());
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        TestBuyer ned = opened.add(TestBuyer.newcomer(server, "Ned", "Mel"));
        opened.add(new OpenTill().awaitReady());

        assertThat(ned.pay(ned.order("tea:1"))).isEqualTo("DECLINED#the payee takes no payments of this payer");
        joanne.buy("cake:1");

        awaitSold(1);
    }

    @Test
    void shopThatHasNoMenuIsToldSo() throws Exception {
        server.newcomer("Ned", "0").leave();
        wallet = new Wallet(server.certificates().account("Ned"), new WalletFolder(home.resolve("Ned")));
        merchant = AccountName.parse("Ned").orElseThrow();

        opened.add(new OpenTill().awaitReady());

        assertThat(said.toString()).contains("-> You have no shop yet");
    }

    /// To ask for it holds nothing.
    @Test
    void shopThatIsClosedIsToldSo() throws Exception {
        try (OpenTill open = new OpenTill().awaitReady()) {
            assertThat(open.till.allWasTrue()).isTrue();
            assertThat(said.toString()).doesNotContain("closed");
        }
        try (TestClient mel = server.greeted("Mel")) {
            mel.send("LOGIN#Mel#0").readStatus();
            assertThat(mel.ask("SHOP#CLOSED")).isEqualTo("100 OK");
        }

        opened.add(new OpenTill().awaitReady());

        assertThat(said.toString()).contains("-> Your shop is closed, so nobody can order: shop open opens it");
        TestClient joanne =
                opened.add(TestBuyer.newcomer(server, "Joanne", "Mel")).client();
        assertThat(joanne.ask("BROWSE#Mel#1")).startsWith("MENU#1#1#");
        assertThat(joanne.read()).endsWith("#1.25#40");
        assertThat(joanne.read()).endsWith("#3#10");
    }

    /// It is told once, however often the till looks, and each time that it changes.
    @Test
    void shopThatAnotherProgramClosesAndOpensIsToldSo() throws Exception {
        lookEvery = Duration.ofMillis(50);
        opened.add(new OpenTill().awaitReady());
        assertThat(said.toString()).doesNotContain("closed", "People can order");

        openShop(false);
        await().until(() -> said.toString().contains("-> Your shop is closed, so nobody can order"));
        openShop(true);
        await().until(() -> said.toString().contains("-> People can order in your shop now."));
        openShop(false);

        await().untilAsserted(() ->
                assertThat(said.toString().split("Your shop is closed", -1)).hasSize(3));
        assertThat(said.toString()).containsOnlyOnce("People can order");
    }

    @Test
    void shopThatIsOpenedUnderATillIsToldSo() throws Exception {
        lookEvery = Duration.ofMillis(50);
        server.newcomer("Ned", "0").leave();
        wallet = new Wallet(server.certificates().account("Ned"), new WalletFolder(home.resolve("Ned")));
        merchant = AccountName.parse("Ned").orElseThrow();
        opened.add(new OpenTill().awaitReady());

        publish(CSV);

        await().until(() -> said.toString().contains("-> People can order in your shop now."));
        assertThat(said.toString()).containsOnlyOnce("-> You have no shop yet");
    }

    private void openShop(boolean open) throws Exception {
        try (Visit visit = Visit.open(address(), wallet, merchant, aside)) {
            visit.logIn(false);
            visit.shop().open(open);
        }
    }

    @Test
    void lastOfAnItemIsToldAndToldAgainWhenMoreOfItIsSold() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        opened.add(new OpenTill().awaitReady());

        joanne.buy("tea:1");
        awaitSold(1);
        joanne.buy("cake:10,tea:1");
        await().untilAsserted(() -> assertThat(said.toString())
                .containsOnlyOnce(
                        "-> No more of cake (Cake) can be bought: shop stock cake N lets people buy N more."));
        publish(CSV);
        joanne.buy("cake:10");

        await().untilAsserted(() ->
                assertThat(said.toString().split("No more of cake", -1)).hasSize(3));
        assertThat(said.toString()).doesNotContain("No more of tea");
    }

    /// The look whether anything is sold out may take as long as it likes.
    @Test
    void salesDoNotWaitForALookAtTheShelves() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        opened.add(new OpenTill().awaitReady());
        CompletableFuture<Void> looked = new CompletableFuture<>();
        shelvesMayBeTold = looked;

        try {
            joanne.buy("cake:10");
            awaitSold(1);
            joanne.buy("tea:1");

            awaitSold(2);
            assertThat(said.toString()).doesNotContain("No more of");
        } finally {
            looked.complete(null);
        }
    }

    @Test
    void manySalesAtOnceAreEachShownOnce() throws Exception {
        opened.add(new OpenTill().awaitReady());
        List<Callable<Void>> purchases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestBuyer buyer = opened.add(TestBuyer.newcomer(server, "Buyer" + i, "Mel"));
            purchases.add(() -> {
                buyer.buy("tea:1");
                return null;
            });
        }
        Crowd.atOnce(purchases);

        awaitSold(8);
        assertThat(sold)
                .extracting(one -> one.sale().payment().seq())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sold).allMatch(one -> one.sale().isTrue());
    }

    @Test
    void whatWasSoldWhileNobodyWasHereIsShownAfterwards() throws Exception {
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        sellWithoutATill(joanne, "tea:1");
        try (OpenTill first = new OpenTill().awaitReady()) {
            joanne.buy("tea:2");
            awaitSold(1);
            assertThat(first.till.allWasTrue()).isTrue();
        }
        sellWithoutATill(joanne, "tea:3");
        publish(TestMenus.HEADER + "cake,,Cake,4,10\n");

        opened.add(new OpenTill().awaitReady());

        awaitSold(2);
        assertThat(sold.get(1).sale().payment().amount())
                .isEqualTo(Amount.parse("3.75").orElseThrow());
        assertThat(sold).allMatch(one -> one.sale().isTrue());
        assertThat(sold.get(1).sale().kept()).isPresent();
    }

    /// Another program of the merchant's takes a payment.
    private void sellWithoutATill(TestBuyer joanne, String basket) {
        try (TestClient mel = server.greeted("Mel")) {
            mel.send("LOGIN#Mel#0").readStatus();
            assertThat(mel.ask(TestPayments.trans(joanne.order(basket)))).startsWith("TRANS OK#");
        }
    }

    /// Prices can be checked against what this wallet has signed, and against nothing else.
    @Test
    void menuOfAnotherWalletIsNotBelieved() throws Exception {
        String other = TestMenus.HEADER + "tea,,Tea,0.01,40\n";
        try (TestClient mel = server.greeted("Mel")) {
            mel.send("LOGIN#Mel#0").readStatus();
            new TestMenus(server.certificates()).publish(mel, "Mel", other);
        }
        TestBuyer joanne = opened.add(TestBuyer.newcomer(server, "Joanne", "Mel"));
        OpenTill till = opened.add(new OpenTill().awaitReady());

        assertThat(said.toString())
                .contains("a menu that this wallet has not published, so its sales cannot be checked: "
                        + TestMenus.hash(other));
        joanne.buy("tea:1");

        awaitSold(1);
        assertThat(sold.getFirst().sale().faults()).containsExactly(SaleFault.MENU);
        assertThat(OutcomeText.of(sold.getFirst()))
                .contains("!! THIS SALE IS NOT TRUE")
                .contains("!!   this wallet has published no menu of that hash");
        assertThat(till.till.allWasTrue()).isFalse();
    }
}
