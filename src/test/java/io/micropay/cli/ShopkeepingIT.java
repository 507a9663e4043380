package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestBuyer;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A merchant's commands, each run once, and a till beside which they work.
class ShopkeepingIT {

    private static final String CSV = "sku,category,title,price,stock\n101,Drinks,Cortado,2.80,5\n203,,Cake,3,1\n";

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.with().blocksMax(1).start();
        server.certificates().writeTo(home.resolve("certs"), "Cafe");
        server.newcomer("Cafe", "0").leave();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String[] command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--as", "Cafe", "--server", "127.0.0.1:" + server.port()));
        command.addAll(List.of("--certs", home.resolve("certs").toString()));
        return command.toArray(String[]::new);
    }

    /// Runs a command in this process, as `Main` does.
    private Ended run(String... words) {
        String[] arguments = command(words);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(Map.of("HOME", home.toString()), arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private Ended publish(byte[] csv, String... options) throws Exception {
        Path menu = Files.write(home.resolve("menu.csv"), csv);
        List<String> words = new ArrayList<>(List.of("shop", "publish", menu.toString()));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    private Ended publish(String csv) throws Exception {
        return publish(csv.getBytes(UTF_8));
    }

    private static void assertFails(int exitCode, String message, Ended ended) {
        assertThat(ended.errors()).contains(message);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(ended.output()).isEmpty();
    }

    @Test
    void shopIsOpenedCountedAndClosed() throws Exception {
        assertFails(1, "micropay: error: you have no shop (SHOP FAIL NO_SHOP)", run("shop", "stock"));
        assertFails(1, "you have no shop", run("shop", "open"));
        assertThat(publish(CSV))
                .isEqualTo(new Ended(
                        0,
                        "-> Published 2 items in 1 category as Cafe.\n-> The menu's hash is " + TestMenus.hash(CSV)
                                + "\n",
                        ""));
        assertThat(run("shop", "stock", "203", "7").output()).isEqualTo("-> From now on 7 of 203 can be bought.\n");
        assertThat(run("shop", "stock").output()).contains("203  Cake").contains("7");
        assertThat(run("shop", "stock", "--json").output())
                .isEqualTo(
                        "{\"sku\":\"101\",\"category\":\"Drinks\",\"title\":\"Cortado\",\"price\":\"2.8\",\"stock\":5,"
                                + "\"menu_hash\":\"" + TestMenus.hash(CSV) + "\"}\n"
                                + "{\"sku\":\"203\",\"category\":\"\",\"title\":\"Cake\",\"price\":\"3\",\"stock\":7,"
                                + "\"menu_hash\":\"" + TestMenus.hash(CSV) + "\"}\n");
        assertFails(1, "your menu has no such item", run("shop", "stock", "999", "1"));
        assertFails(2, "N is missing", run("shop", "stock", "203"));
        assertFails(2, "is not a number from 0 to 999999", run("shop", "stock", "203", "1x"));

        try (TestBuyer joanne = TestBuyer.newcomer(server, "Joanne", "Cafe")) {
            assertThat(run("shop", "close").output())
                    .isEqualTo("-> The shop of Cafe is closed; what was quoted can still be paid.\n");
            assertThat(joanne.client().ask("BUY#Cafe#101:1")).isEqualTo("SHOP FAIL#CLOSED");
            assertThat(run("shop", "open", "--json").output()).isEqualTo("{\"merchant\":\"Cafe\",\"open\":true}\n");
            assertThat(joanne.client().ask("BUY#Cafe#101:1")).startsWith("QUOTE#");
        }
    }

    @Test
    void groupAloneNamesItsCommands() {
        StringWriter err = new StringWriter();
        int exitCode =
                Main.commandLine(Map.of(), "shop").setErr(new PrintWriter(err)).execute("shop");

        assertThat(err.toString()).contains("a command is missing: publish, open, close, stock, serve or close-day");
        assertThat(exitCode).isEqualTo(2);
    }

    /// Nothing is published, and nothing is sent.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            101,,Cortado,free,5                | , line 2, column 4, price: a number like 1.25 is needed
            101,,=1+1,2,5                      | , line 2, column 3, title: it begins like a formula, with =
            101,,,2,5                          | , line 2, column 3, title: it is empty
            101,,Cortado,2                     | , line 2, column 4: the row has 4 values, not 5
            101,,Cortado,2,5\\n101,,Cake,3,1   | , line 3, column 1: the sku 101 stands twice
            1 1,,Cortado,2,5                   | , line 2, column 1, sku: 1 to 32 letters
            """)
    void badRowIsNamedWithItsPlace(String rows, String fault) throws Exception {
        Ended refused = publish("sku,category,title,price,stock\n" + rows.replace("\\n", "\n") + "\n");

        assertFails(1, "micropay: error: " + home.resolve("menu.csv") + fault, refused);
        assertFails(1, "you have no shop", run("shop", "stock"));
    }

    @Test
    void whatIsNoMenuAtAllIsNamed() throws Exception {
        assertFails(1, "menu.csv: the file is empty", publish(""));
        assertFails(
                74,
                "nowhere.csv: it is not there",
                run("shop", "publish", home.resolve("nowhere.csv").toString()));
        assertFails(74, "micropay: error: " + home + " is a folder\n", run("shop", "publish", home.toString()));
        assertFails(1, "menu.csv is too long for a menu", publish(new byte[9 << 20]));
        assertFails(1, "menu.csv, line 1", publish(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}));
    }

    /// As spreadsheets write them, and as the systems before this one had them.
    @Test
    void formsOfOthersAreUnderstood() throws Exception {
        assertPublished(
                "1 item in 1 category",
                "\ufeffsku,category,title,price,stock\r\n1,\"Süßes\",\"Apfel, \"\"alt\"\"\",3.50,9\r\n");
        assertThat(run("shop", "stock").output()).contains("Süßes\n").contains("Apfel, \"alt\"");
        assertPublished("2 items", "Sno,Name,Quantity,Price\n1,Pen,10,5\n2,Ink,3,7.5\n");
        assertPublished("2 items", "Chicken rice,3.50\nLaksa,4.00\n");
    }

    private void assertPublished(String what, String csv) throws Exception {
        Ended done = publish(csv);
        assertThat(done.output()).as(done.errors()).startsWith("-> Published " + what + " as Cafe.");
    }

    @Test
    void largestMenuIsPublished() throws Exception {
        String rows = IntStream.range(0, 10_000)
                .mapToObj(i -> i + ",Category " + i % 20 + "," + "title ".repeat(20) + i + ",1.25,5\n")
                .collect(Collectors.joining());
        Ended done = publish((TestMenus.HEADER + rows).getBytes(UTF_8), "--json");

        assertThat(done.output()).as(done.errors()).contains("\"items\":10000,\"categories\":20,");
        assertFails(
                1, "menu.csv, line 10002: more than 10001 rows", publish(TestMenus.HEADER + rows + "more,,More,1,1\n"));
    }

    @Test
    void busyServerIsAskedAgainForAWhile() throws Exception {
        byte[] block = "block".getBytes(UTF_8);
        try (TestClient ned = server.newcomer("Ned", "0")) {
            assertThat(ned.ask("PUBLISH#" + Block.of(block))).isEqualTo("SEND");
            assertFails(69, "(TRANS FAIL BUSY)", publish(CSV));

            assertThat(ned.sendBytes(block).read()).startsWith("210 FAIL#0#");
        }
        assertThat(publish(CSV).exitCode()).isZero();
    }

    /// All of it beside the till, whose login it is.
    @Test
    void shopIsKeptWhileItsTillIsOpen() throws Exception {
        assertThat(publish(CSV).exitCode()).isZero();
        try (PackagedCommand till = PackagedCommand.start(home, command("shop", "serve", "--json"))
                        .awaitError("READY Cafe");
                TestBuyer joanne = TestBuyer.newcomer(server, "Joanne", "Cafe")) {
            joanne.buy("101:2");
            assertThat(till.awaitLines(1).getFirst())
                    .contains("\"amount\":\"5.6\"")
                    .contains("\"verified\":true");

            assertThat(publish(CSV.replace("2.80", "3")).exitCode()).isZero();
            assertThat(run("shop", "stock", "101", "50").exitCode()).isZero();
            joanne.buy("101:10");
            assertThat(till.awaitLines(2).get(1)).contains("\"amount\":\"30\"").contains("\"verified\":true");
            assertThat(run("shop", "close").exitCode()).isZero();
            assertThat(joanne.client().ask("BUY#Cafe#101:1")).isEqualTo("SHOP FAIL#CLOSED");

            assertThat(till.signal("TERM").awaitEnd().exitCode()).isZero();
        }
    }
}
