package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.money.AccountName;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people at their prompts: one asks to be paid, the other pays and is paid back.
class RequestShellIT {

    @TempDir
    private Path home;

    private final TypedDialogue joanne = new TypedDialogue();
    private final TypedDialogue lily = new TypedDialogue();
    private TestServer server;
    private CompletableFuture<Void> shells;

    @BeforeEach
    void bothAreLoggedIn() {
        server = TestServer.start();
        joanne.type("register 100", "login Joanne");
        lily.type("register 0", "login Lily");
        shells = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> run("Joanne", joanne), Thread::startVirtualThread),
                CompletableFuture.runAsync(() -> run("Lily", lily), Thread::startVirtualThread));
        await().until(() ->
                joanne.seen().contains("Hello Joanne!") && lily.seen().contains("Hello Lily!"));
    }

    @AfterEach
    void stop() {
        joanne.type("exit");
        lily.type("exit");
        shells.join();
        server.close();
    }

    @Test
    void requestIsPaidAndThePaymentPaidBack() {
        lily.type("req 3.50 \"two coffees\"");
        String uri = seen(lily, "micropay:Lily@127.0.0.1:" + server.port() + "?amount=3.5&memo=two%20coffees&request=");
        seen(lily, "\u2588\u2588\u2588\u2588");

        joanne.type("pay " + uri);
        seen(joanne, "You are paying Lily $3.5 (\"two coffees\"), request ");
        seen(joanne, "-> OK! Server updated our payment.");
        seen(lily, "-> Received 3.5 from Joanne for request ");
        String paid = seen(lily, "-> Request ");
        assertThat(paid).endsWith(" (\"two coffees\") is paid.");
        joanne.type("pay " + uri);
        seen(joanne, "-> Nothing was paid: the payee declined: the request is paid already");

        lily.type("history 1");
        String id = seen(lily, "       2  ").replaceAll(".* ", "");
        lily.type("refund " + id + " 1", "refund " + id, "refund " + id);
        seen(lily, "You are paying Joanne $1 back, of 3.5 (\"request:");
        seen(lily, "You are paying Joanne $2.5 back, of 3.5");
        seen(lily, "-> Nothing is left of this payment");
        seen(joanne, "-> Received 1 from Lily as a refund of " + id);
        joanne.type("history 2");
        assertThat(seen(joanne, "       3  ")).contains("+1  from Lily (refund of " + id + ")");
        assertThat(seen(joanne, "       4  ")).contains("+2.5  from Lily (refund of " + id + ")");
    }

    @Test
    void rulesAreShownAsTheyStandAndCountAtOnce() {
        lily.type("accept");
        seen(lily, "There are no rules: payments are taken as --accept says.");
        lily.type("accept from Joanne up to 20", "de from *", "as from Ben", "accept from Ann");
        assertThat(seen(lily, "ann ")).isEqualTo("ann               accepted");
        assertThat(lily.seen())
                .contains(
                        "*                 declined",
                        "ben               asked about",
                        "joanne            accepted up to 20, and asked about above");
        joanne.type("pay Lily 21");
        seen(joanne, "-> Nothing was paid: the payee declined: the amount is above the payee's limit");
        joanne.type("payments");
        assertThat(seen(joanne, "cancelled  ")).endsWith(" to Lily: declined: the amount is above the payee's limit");
        joanne.type("pay Lily 20");
        seen(joanne, "-> OK! Server updated our payment.");
    }

    @Test
    void rulesAreDroppedByName() {
        lily.type("decline from *", "accept from Joanne", "forget from joanne");
        await().until(() -> lily.seen().stream()
                        .filter(line -> line.startsWith("*                 declined"))
                        .count()
                == 3);
        lily.type("forget", "forget Joanne", "forget from Joanne", "forget from", "f from *", "forget from *");
        seen(lily, "-> There is no rule about Joanne");
        seen(lily, "There are no rules: payments are taken as --accept says.");
        seen(lily, "-> There is no rule about everybody");
        assertThat(lily.seen()).filteredOn("-> Something is missing"::equals).hasSize(2);
        assertThat(lily.seen().getLast()).isEqualTo("   (accept alone shows the rules)");
    }

    @Test
    void rulesHaveTheirForm() {
        lily.type("accept up", "accept from", "accept from 1x", "accept up to much", "ask Joanne", "decline up to 5");
        seen(lily, "-> \"1x\" is not a name");
        seen(lily, "-> \"much\" is not an amount");
        seen(lily, "-> There is too much: \"Joanne\"");
        seen(lily, "-> There is too much: \"up to 5\"");
        assertThat(lily.seen()).filteredOn("-> Something is missing"::equals).hasSize(2);
        lily.type("accept");
        seen(lily, "There are no rules");
    }

    @Test
    void whatCannotBeIsSaid() {
        lily.type("request 0", "request x", "request 1 order:x", "pay micropay:Joanne", "refund x");
        seen(lily, "-> An amount of zero is no payment");
        seen(lily, "-> \"x\" is not an amount");
        seen(lily, "-> A memo cannot start with order:, refund: or request:");
        seen(lily, "-> This is not a request for a payment");
        seen(lily, "-> \"x\" is not the id of a payment");
        lily.type("refund 01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c");
        seen(lily, "-> Nobody has paid you a payment 01a1f85c");
    }

    /// Waits for a line that starts so.
    private static String seen(TypedDialogue person, String start) {
        await().until(() -> person.seen().stream().anyMatch(line -> line.startsWith(start)));
        return person.seen().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private void run(String name, TypedDialogue dialogue) {
        Wallet wallet = new Wallet(server.certificates().account(name), new WalletFolder(home.resolve(name)));
        var settings = new ShellSettings(
                wallet,
                new GivenCertificate(wallet.identity().certificate(), text -> {}, Clock.systemUTC()),
                AccountName.parse(name).orElseThrow(),
                new ServerAddress("127.0.0.1", server.port()),
                FreePort.next(),
                new AcceptancePolicy.All());
        try {
            new Shell(settings, dialogue, new Suggestions()).run();
        } catch (CommandFailedException e) {
            throw new IllegalStateException(e);
        }
    }
}
