package io.micropay.client.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.money.AccountName;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Buys at the prompt, from a merchant who takes every order.
class ShoppingIT {

    private static final String MENU = TestMenus.HEADER
            + "101,Drinks,Tea,1.25,40\n102,Drinks,Café crème,2.50,3\n203,Food,Cake,3,1\n301,,Bag,0.1,999999\n";

    @TempDir
    private Path home;

    private final TypedDialogue person = new TypedDialogue();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private TestServer server;
    private TestMerchant cafe;

    @BeforeEach
    void openShop() throws Exception {
        server = TestServer.start();
        cafe = TestMerchant.open(server, "Cafe", MENU, home);
        try (TestClient joanne = server.newcomer("Joanne", "10")) {
            assertThat(joanne.ask("EXIT")).isEqualTo("Bye");
        }
    }

    @AfterEach
    void close() {
        cafe.close();
        server.close();
    }

    private ShellSettings settings() {
        Wallet wallet = new Wallet(server.certificates().account("Joanne"), new WalletFolder(home.resolve("Joanne")));
        return new ShellSettings(
                wallet,
                new GivenCertificate(wallet.identity().certificate(), text -> {}, Clock.systemUTC()),
                AccountName.parse("Joanne").orElseThrow(),
                new ServerAddress("127.0.0.1", server.port()),
                0,
                new AcceptancePolicy.None("not here to sell"));
    }

    private void type(String... lines) throws CommandFailedException {
        person.type("login Joanne 0");
        person.type(lines);
        person.type("exit");
        new Shell(settings(), person, new Suggestions()).run();
    }

    private CommandFailedException script(String... lines) {
        String text = "login Joanne 0\n" + String.join("\n", lines) + "\n";
        return catchThrowableOfType(CommandFailedException.class, () -> {
            try (PipedDialogue dialogue = PipedDialogue.start(
                    new ByteArrayInputStream(text.getBytes(UTF_8)),
                    new PrintStream(results, true, UTF_8),
                    new PrintStream(notes, true, UTF_8))) {
                new Shell(settings(), dialogue, new Suggestions()).run();
            }
        });
    }

    private String results() {
        return results.toString(UTF_8);
    }

    private List<String> seenFrom(String line) {
        List<String> seen = person.seen();
        assertThat(seen).contains(line);
        return seen.subList(seen.indexOf(line), seen.size());
    }

    @Test
    void personLooksAndBuysAndHasItInWriting() throws Exception {
        type("shops", "browse cafe", "buy cafe 203:1 101:2", "y", "receipts");

        assertThat(person.seen()).contains("  Cafe  4 items");
        assertThat(seenFrom("The menu of Cafe:"))
                .startsWith(
                        "The menu of Cafe:",
                        "  SKU  Title       Price    Left",
                        "Drinks",
                        "  101  Tea          1.25      40",
                        "  102  Café crème    2.5       3",
                        "Food",
                        "  203  Cake            3       1",
                        "  301  Bag           0.1  999999");
        List<String> offered = person.seen().stream()
                .dropWhile(line -> !line.startsWith("The offer of Cafe, which holds until "))
                .toList();
        assertThat(offered)
                .containsSubsequence(
                        "  2 x  101    Tea   1.25  2.5",
                        "  1 x  203    Cake     3    3",
                        "       total              5.5",
                        "Pay $5.5 to Cafe? [y/N]",
                        "-> OK! Server updated our payment.",
                        "       total              5.5");
        assertThat(cafe.balance()).isEqualTo("5.5");
    }

    @Test
    void nothingIsSignedThatIsNotConfirmed() throws Exception {
        type("buy Cafe 101", "n", "buy Cafe 101", "", "buy Cafe 101", TypedDialogue.CTRL_C, "payments");

        assertThat(person.seen()).contains("-> Nothing was bought", "-> Never mind.", "You have signed no orders.");
        assertThat(cafe.balance()).isEqualTo("0");
        assertThat(script("buy Cafe 101")).hasMessage("nobody is here to confirm the price");
        assertThat(script("payments")).isNull();
        assertThat(results()).contains("You have signed no orders.");
    }

    @Test
    void scriptThatIsSureBuys() throws Exception {
        assertThat(script("buy Cafe 101:2,301 --yes", "buy Cafe 203 --yes")).isNull();
        assertThat(results()).contains("  2 x  101    Tea  1.25  2.5\n");
        assertThat(cafe.balance()).isEqualTo("5.6");
    }

    @Test
    void everyRefusalSaysWhatIsTheMatter() {
        assertThat(script("buy Cafe 203:2 --yes")).hasMessage("only 1 of 203 is left (SHOP FAIL SOLD_OUT)");
        assertThat(script("buy Cafe 999 --yes")).hasMessage("the menu has no item 999 (SHOP FAIL NO_ITEM)");
        assertThat(script("buy Joanne 999 --yes")).hasMessage("nobody can buy from themselves");
        assertThat(script("browse Joanne")).hasMessage("there is no such shop (SHOP FAIL NO_SHOP)");
        assertThat(script("buy Nobody 101 --yes")).hasMessage("there is no such shop (SHOP FAIL NO_SHOP)");
        assertThat(script("menu Joanne")).hasMessage("there is no such shop (SHOP FAIL NO_SHOP)");
        assertThat(script("buy Cafe 101:0 --yes")).hasMessage("\"101:0\" is not a basket");
        assertThat(script("buy Cafe 101 101 --yes")).hasMessage("\"101 101\" is not a basket");
        cafe.ask("STOCK#203#0");
        assertThat(script("buy Cafe 203 --yes")).hasMessage("203 is sold out (SHOP FAIL SOLD_OUT)");
        cafe.ask("SHOP#CLOSED");
        assertThat(script("buy Cafe 101 --yes")).hasMessage("the shop is closed for now (SHOP FAIL CLOSED)");
    }

    /// What was bought is in the receipt's file. Where it got lost the ledger knows it, and the memo proves it.
    @Test
    void receiptSaysWhatWasBought() throws Exception {
        assertThat(script("buy Cafe 102:1 203:1 --yes")).isNull();
        Path file = receipt();
        String whole = Files.readString(file);
        assertThat(whole).contains("\"titles\" : [ \"Café crème\", \"Cake\" ]");
        String id = file.getFileName().toString().substring(0, 36);
        Files.writeString(file, whole.replaceFirst("(?s),\\s*\"purchase\" : \\{.*?}", ""));
        results.reset();

        assertThat(script("receipt " + id)).isNull();

        assertThat(results())
                .contains(
                        "ok      what was bought is what payer and payee have signed\n",
                        "All 9 checks passed.\n",
                        "  1 x  102      2.5  2.5\n",
                        "       total         5.5\n");
        assertThat(Files.readString(file)).isEqualTo(whole.replaceFirst("\\[ \"Café crème\", \"Cake\" ]", "[ ]"));
        Files.writeString(file, Files.readString(file).replace("102:1:2.5", "102:1:2.4"));
        assertThat(script("receipt " + id)).hasMessage("the receipt is not true: 1 of 9 checks failed");
    }

    private Path receipt() throws Exception {
        try (var files = Files.list(home.resolve("Joanne").resolve("receipts"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void menuIsSavedAsItsMerchantSignedItAndNothingIsOverwritten() throws Exception {
        Path file = home.resolve("menu.csv");
        type("menu Cafe", "menu Cafe --save " + file, "menu Cafe --save " + file);

        assertThat(seenFrom("sku,category,title,price,stock")).contains("102,Drinks,Café crème,2.50,3");
        assertThat(Files.readString(file)).isEqualTo(MENU);
        assertThat(person.seen())
                .anyMatch(line -> line.startsWith("-> Menu: " + file + ", 4 items, signed by Cafe at "))
                .contains("-> There is a file " + file + " already");
        Files.writeString(file, "mine");
        assertThat(script("menu Cafe --save " + file)).hasMessage("there is a file " + file + " already");
        assertThat(file).hasContent("mine");
    }

    /// The stock is the buyer's until the quote expires, and the same basket is the same order until then.
    @Test
    void orderThatIsOpenIsNotPaidBesideIt() throws Exception {
        cafe.close();
        type("buy Cafe 101", "y");
        assertThat(person.seen()).anyMatch(line -> line.startsWith("-> Nothing was paid: the payee is not online"));
        try (TestMerchant back = cafe.again()) {
            assertThat(script("buy Cafe 101 --yes")).isNull();
            assertThat(back.balance()).isEqualTo("1.25");
        }
        Matcher orders =
                Pattern.compile("until (\\S+):").matcher(notes.toString(UTF_8) + String.join("\n", person.seen()));
        assertThat(orders.results().map(found -> found.group(1)).distinct())
                .as("one quote")
                .hasSize(1);
    }
}
