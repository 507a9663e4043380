package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.testing.FreePort;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands of who buys something, each run once, as scripts run them.
class ShopOneShotIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MENU = "\uFEFF" + TestMenus.HEADER + "101,Drinks,Thé,1.25,40\r\n203,,Cake,3,1\r\n";

    @TempDir
    private Path home;

    private TestServer server;
    private TestMerchant cafe;

    @BeforeEach
    void openShop() throws Exception {
        server = TestServer.with().udp().start();
        cafe = TestMerchant.open(server, "Cafe", MENU, home);
        server.certificates().writeTo(home.resolve("certs"), "Joanne");
    }

    @AfterEach
    void close() {
        cafe.close();
        server.close();
    }

    private Ended run(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        if (!command.contains("--server")) {
            command.addAll(List.of("--server", "127.0.0.1:" + server.port()));
        }
        command.addAll(
                List.of("--name", "Joanne", "--certs", home.resolve("certs").toString()));
        return runAlone(command.toArray(String[]::new));
    }

    private Ended runAlone(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine(Map.of("HOME", home.toString()), arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private static List<JsonNode> json(Ended ended) {
        assertThat(ended.exitCode()).as(ended.errors()).isZero();
        return ended.output().lines().map(JSON::readTree).toList();
    }

    private static void assertFails(int exitCode, String message, Ended ended) {
        assertThat(ended.exitCode()).as(ended.errors()).isEqualTo(exitCode);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors()).contains("micropay: error: " + message).doesNotContain("\tat ");
    }

    /// From the list of shops to a receipt that needs no server.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void programBuysAndHasItInWriting(boolean light) throws Exception {
        assertThat(run("register", "10").exitCode()).isZero();
        assertThat(json(run("shops", light ? "--udp=true" : "--udp=false", "--json"))
                        .getFirst()
                        .get("merchant")
                        .stringValue())
                .isEqualTo("Cafe");
        JsonNode tea = json(run("browse", "cafe", light ? "--udp=true" : "--udp=false", "--json"))
                .getFirst();
        assertThat(tea.get("title").stringValue()).isEqualTo("Thé");
        assertThat(tea.get("menu_hash").stringValue()).isEqualTo(TestMenus.hash(MENU));

        JsonNode bought = json(run(
                        "buy", "cafe", "203", "101:2", "--yes", light ? "--udp=true" : "--udp=false", "--json"))
                .getFirst();

        assertThat(bought.get("amount").stringValue()).isEqualTo("5.5");
        assertThat(bought.get("payee").stringValue()).as("as it is registered").isEqualTo("Cafe");
        JsonNode purchase = bought.get("purchase");
        assertThat(purchase.get("items").get(0).get("sku").stringValue()).isEqualTo("101");
        assertThat(purchase.get("total").stringValue()).isEqualTo("5.5");
        String id = bought.get("id").stringValue();
        server.stop();
        JsonNode receipt = json(run("receipt", id, light ? "--udp=true" : "--udp=false", "--json"))
                .getFirst();
        assertThat(receipt.get("verified").booleanValue()).isTrue();
        assertThat(receipt.get("purchase")).isEqualTo(purchase);
        assertThat(receipt.get("signatures").propertyNames()).containsExactly("payer", "payee", "ledger");
        Ended verified = runAlone(
                "verify",
                bought.get("file").stringValue(),
                "--ca",
                home.resolve("certs").resolve("ca.crt").toString());
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.output()).endsWith("""
                        All 9 checks passed.

                        It paid for this (titles are the shop's words, which nobody signed):
                          2 x  101    Thé   1.25  2.5
                          1 x  203    Cake     3    3
                               total              5.5
                        """);
    }

    @Test
    void menuIsTheFileThatTheMerchantSigned() throws Exception {
        assertThat(run("register", "10").exitCode()).isZero();
        assertThat(run("menu", "cafe")).isEqualTo(new Ended(0, MENU, ""));
        Path file = home.resolve("menu.csv");
        assertThat(json(run("menu", "Cafe", "--save", file.toString(), "--json"))
                        .getFirst()
                        .get("items")
                        .intValue())
                .isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo(MENU);
        assertFails(73, "there is a file " + file + " already", run("menu", "Cafe", "--save", file.toString()));
        Path nowhere = home.resolve("no").resolve("menu.csv");
        assertFails(
                73,
                "cannot create " + nowhere + ": there is no such folder",
                run("menu", "Cafe", "--save", nowhere.toString()));
    }

    @Test
    void menuIsSavedInNoFolder() {
        assertThat(run("register", "1").exitCode()).isZero();
        assertFails(73, home + " is a folder\n", run("menu", "Cafe", "--save", home.toString()));
    }

    @Test
    void eachFailureHasItsCode() {
        assertFails(4, "not authenticated: this key has no account (220 AUTH_FAIL)", run("shops", "--udp"));
        assertThat(run("register", "1").exitCode()).isZero();
        assertFails(2, "nobody is here to confirm the price", run("buy", "Cafe", "101"));
        assertFails(2, "\"101:x\" is not a basket", run("buy", "Cafe", "101:x", "--yes"));
        assertFails(2, "\"x\" is not the id of a payment", run("buy", "Cafe", "101", "--yes", "--id", "x"));
        assertThat(run("buy", "Cafe", "101", "--yes", "--id", "x").errors())
                .contains("micropay: hint: micropay new-id makes one");
        assertFails(2, "missing required parameter: 'SKU:QTY'", run("buy", "Cafe", "--yes"));
        assertFails(1, "only 1 of 203 is left (SHOP FAIL SOLD_OUT)", run("buy", "Cafe", "203:2", "--yes"));
        assertFails(1, "there is no such shop (SHOP FAIL NO_SHOP)", run("browse", "Nobody"));
        assertFails(5, "nothing was paid: ", run("buy", "Cafe", "101", "--yes"));
        assertFails(
                69,
                "nobody listens at 127.0.0.1:",
                run("browse", "Cafe", "--udp", "--server", "127.0.0.1:" + FreePort.next()));
        String unknown = PaymentId.next().toString();
        assertFails(1, "there is no receipt of a payment " + unknown, run("receipt", unknown));
    }
}
