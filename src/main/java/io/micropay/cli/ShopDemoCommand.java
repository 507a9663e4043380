package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `micropay demo shop`: a day of a merchant, a customer and a head office, from the menu to the reconciliation.
@Command(
        name = "shop",
        description = "Show a shop's day: a menu, sales over TLS and UDP, receipts, and the settlement of the day.")
final class ShopDemoCommand extends StagedDemo {

    /// There is one cheesecake.
    private static final String MENU = """
            sku,category,title,price,stock
            101,Drinks,Espresso,2.20,40
            102,Drinks,"Cappuccino, large",3.80,25
            201,Cakes,Linzer torte,3.20,12
            203,Cakes,Käsekuchen,4.50,1
            """;

    @Override
    String shown() {
        return "A day's sales were made, proved and settled.";
    }

    @Override
    void play(DemoStage stage) throws IOException, CliException, InterruptedException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        stage.heading("A server starts, for shops over UDP too; the Cafe and Joanne open accounts");
        DemoServer server = DemoServer.start(stage, SERVER_JVM, "--udp");
        server.run("Cafe", "register", "0");
        server.run("Joanne", "register", "100");

        openShop(stage, server);
        sell(stage, server);
        server.stop();

        stage.heading("The server starts again, on the next day");
        DemoServer next = DemoServer.start(
                stage,
                Stream.concat(SERVER_JVM.stream(), Stream.of(DemoClock.tomorrow(Instant.now())))
                        .toList());
        settle(stage, next, today.toString());
        next.stop();
    }

    private static void openShop(DemoStage stage, DemoServer server)
            throws IOException, CliException, InterruptedException {
        stage.heading("The Cafe signs its menu and publishes it");
        Path menu = Path.of(stage.path("menu.csv"));
        Files.writeString(menu, MENU, UTF_8);
        server.run("Cafe", "shop", "publish", menu.toString());

        stage.heading("Joanne looks at the shop: over TLS, in single datagrams, and the menu as it was signed");
        server.run("Joanne", "shops");
        server.run("Joanne", "browse", "Cafe", "--udp");
        server.run("Joanne", "menu", "Cafe", "--save", stage.path("menu-of-the-cafe.csv"));
    }

    private static void sell(DemoStage stage, DemoServer server)
            throws IOException, CliException, InterruptedException {
        stage.heading("The Cafe serves. Joanne buys two espressos and the last cheesecake, and a coffee over UDP");
        DemoProcess cafe = server.start("Cafe", "shop", "serve");
        cafe.expect("Cafe");
        DemoProcess buying = server.start("Joanne", "buy", "Cafe", "101:2", "203:1", "--yes");
        String receipt = buying.expect("Receipt: ").replaceFirst(".*Receipt: ", "");
        buying.expectSuccess();
        server.run("Joanne", "buy", "Cafe", "102:1", "--udp", "--yes");

        stage.heading("Another cheesecake is not to be had");
        server.start("Joanne", "buy", "Cafe", "203:1", "--yes").expectExit(ExitCode.REFUSED);

        stage.heading("The Cafe closes. Joanne's receipt is verified, without the server");
        cafe.terminate();
        cafe.expectSuccess();
        stage.start("verify", BRIEF_JVM, List.of("verify", receipt, "--ca", stage.path("certs") + "/ca.crt"))
                .expectSuccess();
    }

    private static void settle(DemoStage stage, DemoServer server, String day)
            throws IOException, CliException, InterruptedException {
        stage.heading("The Cafe makes its day's file, signed and encrypted, and has it reconciled");
        server.run("Cafe", "shop", "close-day", "--date", day);

        stage.heading("The head office looks at what has come, and holds the ledger against itself");
        office(stage, "settlement", "list");
        office(stage, "settlement", "show", "Cafe", day);
        office(stage, "settlement", "decrypt", "Cafe", day);
        stage.start(
                        "office",
                        BRIEF_JVM,
                        List.of("ledger", "verify", "--certs", stage.path("certs"), "--data-dir", stage.path("ledger")))
                .expectSuccess();
    }

    private static void office(DemoStage stage, String... words)
            throws IOException, CliException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(words), Stream.of("--certs", stage.path("certs"), "--data-dir", stage.path("ledger")))
                .toList();
        stage.start("office", BRIEF_JVM, command).expectSuccess();
    }
}
