package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestPayments;
import io.micropay.wire.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log for programs: a line of JSON for each event, with the keys that the documentation promises.
@Drill
class JsonLogIT {

    /// A row of the table of events.
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([A-Z]+) \\| ((?:`[a-z_]+` ?)+)\\|$");

    @TempDir
    private Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final PaymentOrder paid = payments.order("Joanne", "1.5", "Lily");
    private final PaymentOrder refused = payments.order("Joanne", "1000", "Lily");
    private final PaymentOrder relayed = payments.order("Lily", "1", "Joanne");
    private PaymentOrder bought = payments.order("Joanne", "2.5", "Lily");
    private PaymentOrder boughtTwice = payments.order("Joanne", "2.5", "Lily");
    private String order = "";

    @Test
    void eachEventIsALineWithTheKeysThatAreDocumented() throws IOException {
        List<JsonNode> lines = Stream.of(logOfASession("--log-format", "json").split("\n"))
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(lines).allSatisfy(line -> {
            assertThat(line.get("timestamp").asLong()).isCloseTo(System.currentTimeMillis(), within(600_000L));
            assertThat(line.get("level").stringValue()).isIn("ERROR", "WARN", "INFO", "DEBUG");
            assertThat(line.get("message").stringValue()).isNotBlank();
        });
        Map<String, List<JsonNode>> events = lines.stream()
                .filter(line -> line.has("keys"))
                .collect(Collectors.groupingBy(
                        line -> line.get("keys").get("event").stringValue()));
        assertThat(events.keySet())
                .contains(
                        "registered",
                        "registration-refused",
                        "login",
                        "login-refused",
                        "logout",
                        "payment",
                        "payment-refused",
                        "order-relayed",
                        "menu-published",
                        "menu-refused",
                        "shop-closed",
                        "shop-opened",
                        "quote",
                        "quote-refused",
                        "sale",
                        "sale-refused",
                        "settlement-refused",
                        "turned-away",
                        "connection-broken",
                        "clock-unknown");
        Map<String, MatchResult> documented = ROW.matcher(Files.readString(Path.of("docs/operating.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), Function.identity()));
        assertThat(documented).hasSize(30);
        events.forEach((event, all) -> assertThat(all).allSatisfy(line -> {
            MatchResult row = documented.get(event);
            assertThat(row).as(event).isNotNull();
            assertThat(line.get("level").stringValue()).as(event).isEqualTo(row.group(2));
            assertThat(keys(line)).as(event).isEqualTo(keys(row.group(3)));
        }));
        assertThat(events.get("payment"))
                .extracting(line -> values(line, "id", "payer", "payee", "amount"))
                .containsExactly(
                        List.of(paid.id().toString(), "Joanne", "Lily", "1.5"),
                        List.of(bought.id().toString(), "Joanne", "Lily", "2.5"));
        assertThat(events.get("sale"))
                .extracting(line -> values(line, "id", "order", "merchant", "buyer", "amount"))
                .containsExactly(List.of(bought.id().toString(), order, "Lily", "Joanne", "2.5"));
        assertThat(events.get("payment-refused"))
                .extracting(line -> values(line, "id", "reason"))
                .contains(
                        List.of(refused.id().toString(), "INSUFFICIENT"),
                        List.of(boughtTwice.id().toString(), "ORDER"));
        assertThat(events.get("sale-refused"))
                .extracting(line -> values(line, "id", "order", "reason"))
                .containsExactly(List.of(boughtTwice.id().toString(), order, "ORDER"));
    }

    private static List<String> values(JsonNode line, String... names) {
        return Stream.of(names)
                .map(name -> line.get("keys").get(name).stringValue())
                .toList();
    }

    private static Set<String> keys(JsonNode line) {
        Set<String> keys = new TreeSet<>(line.get("keys").propertyNames());
        keys.remove("event");
        return keys;
    }

    private static Set<String> keys(String cell) {
        return new TreeSet<>(List.of(cell.strip().replace("`", "").split(" ")));
    }

    @Test
    void bothFormatsSayTheSame() throws IOException {
        List<String> people = Stream.of(logOfASession().split("\n"))
                .map(line -> line.replaceFirst("^\\S+ +\\S+ +", ""))
                .toList();
        List<String> programs = Stream.of(logOfASession("--log-format", "json", "--data-dir", "other")
                        .split("\n"))
                .map(JsonMapper.shared()::readTree)
                .map(line -> line.get("message").stringValue())
                .toList();

        // Sessions end beside each other.
        assertThat(programs).containsExactlyInAnyOrderElementsOf(people);
    }

    /// A bit of everything, with no NTP server where one is asked.
    private String logOfASession(String... options) throws IOException {
        try (PackagedServer server = PackagedServer.in(home)
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .options("-v", "--opening-deposit-max", "100", "--ntp", "nobody.invalid")
                .options("--connections-per-key", "2")
                .options(options)
                .start()) {
            try (TestClient joanne = server.greeted("Joanne");
                    TestClient lily = server.greeted("Lily");
                    TestClient again = server.greeted("Joanne")) {
                assertThat(joanne.ask("REGISTER#Joanne#100")).isEqualTo("100 OK");
                assertThat(lily.ask("REGISTER#joanne#0")).startsWith("210 FAIL#");
                assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
                assertThat(lily.ask("Joanne#0")).startsWith("220 AUTH_FAIL#");
                Load.logIn(lily, "Lily");
                Load.logIn(joanne, "Joanne");
                assertThat(joanne.ask("EVENTS#ON")).isEqualTo("100 OK");
                assertThat(again.ask("Joanne#0")).isEqualTo("User already logged in!");
                server.connect(TestCertificates.shared().account("Joanne")).expect("Server busy");
                assertThat(lily.ask(TestPayments.trans(payments.sign(paid)))).startsWith("TRANS OK#");
                assertThat(lily.ask(TestPayments.trans(payments.sign(refused)))).startsWith("TRANS FAIL#INSUFFICIENT#");
                assertThat(lily.ask(TestPayments.relay(payments.sign(relayed)))).isEqualTo("PENDING");
                joanne.expect("!ORDER#*");
                keepAShop(lily, joanne);
                again.sendBytes(new byte[] {'a', (byte) 0xff, '\n'}).expect("230 FORMAT#*");
                assertThat(lily.ask("EXIT")).isEqualTo("Bye");
                joanne.abort();
                await().until(() -> server.errors().contains("connection from 127.0.0.1 ended")
                        && server.errors().contains("Nobody knows whether the clock is right")
                        && server.errors().contains("Joanne just logged out."));
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
            assertThat(server.output()).matches(PackagedServer.READY);
            return server.errors();
        }
    }

    /// Lily closes and opens, and sends in what is no settlement. Joanne buys, and tries to pay once more what is paid.
    private void keepAShop(TestClient lily, TestClient joanne) {
        TestMenus menus = new TestMenus(TestCertificates.shared());
        assertThat(menus.publish(lily, "Lily", TestMenus.HEADER + "tea,,Tea,oops,9\n"))
                .startsWith("210 FAIL#2#");
        assertThat(menus.publish(lily, "Lily", TestMenus.HEADER + "tea,,Tea,1.25,9\n"))
                .startsWith("100 OK#");
        assertThat(lily.ask("SHOP#CLOSED")).isEqualTo("100 OK");
        assertThat(joanne.ask("BUY#Lily#tea:2")).isEqualTo("SHOP FAIL#CLOSED");
        assertThat(lily.ask("SHOP#OPEN")).isEqualTo("100 OK");
        String quote = joanne.ask("BUY#Lily#tea:2");
        order = quote.split("#", -1)[1];
        bought = TestPayments.forQuote(bought, quote);
        boughtTwice = TestPayments.forQuote(boughtTwice, quote);
        assertThat(lily.ask(TestPayments.trans(payments.sign(bought)))).startsWith("TRANS OK#");
        assertThat(lily.ask(TestPayments.trans(payments.sign(boughtTwice)))).startsWith("TRANS FAIL#ORDER#");
        byte[] noSettlement = {'x'};
        assertThat(lily.ask("SETTLE#2026-01-31#" + Block.of(noSettlement))).isEqualTo("SEND");
        assertThat(lily.sendBytes(noSettlement).read()).startsWith("210 FAIL#");
    }
}
