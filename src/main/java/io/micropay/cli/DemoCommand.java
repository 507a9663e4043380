package io.micropay.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/// `micropay demo`: the main job with real parts, each a process of its own.
@Command(
        name = "demo",
        description = "Show a payment with real parts: a server, two wallets, and a receipt verified offline.",
        subcommands = ShopDemoCommand.class)
final class DemoCommand extends StagedDemo {

    @Override
    String shown() {
        return "Joanne paid Lily 1000, and both can prove it.";
    }

    @Override
    void play(DemoStage stage) throws IOException, CliException, InterruptedException {
        stage.heading("A server starts, with certificates and a ledger of its own");
        DemoServer server = DemoServer.start(stage, SERVER_JVM);

        stage.heading("Two wallets connect");
        DemoProcess joanne = wallet(stage, server, "Joanne", "none");
        DemoProcess lily = wallet(stage, server, "Lily", "all");
        joanne.expect("Connection confirmed!");
        lily.expect("Connection confirmed!");

        stage.heading("They register (command 0): Joanne with 2000, Lily with nothing");
        joanne.type("0 Joanne 2000");
        joanne.expect("You're one of us now");
        lily.type("0 Lily 0");
        lily.expect("You're one of us now");

        stage.heading("They log in (command 1), and Joanne looks who is online (command 2)");
        joanne.type("1 Joanne");
        expectStatus(joanne, "2000");
        lily.type("1 Lily");
        expectStatus(lily, "0");
        joanne.type("2");
        expectStatus(joanne, "2000");

        stage.heading("Joanne pays Lily 1000 over a connection of their own (command 3)");
        joanne.type("3 Lily 1000");
        joanne.expect("OK! Server updated our payment.");
        String receipt = joanne.expect("Receipt: ").replaceFirst(".*Receipt: ", "");
        lily.expect("TRANS OK");
        lily.expect("Receipt: ");

        stage.heading("They look again");
        joanne.type("2");
        expectStatus(joanne, "1000");
        lily.type("2");
        expectStatus(lily, "1000");

        stage.heading("Joanne's receipt is verified, without the server");
        stage.start("verify", BRIEF_JVM, List.of("verify", receipt, "--ca", stage.path("certs") + "/ca.crt"))
                .expectSuccess();

        stage.heading("They leave (command 4), and the server is told to stop");
        joanne.type("4");
        joanne.expectSuccess();
        lily.type("4");
        lily.expectSuccess();
        server.stop();
    }

    private static DemoProcess wallet(DemoStage stage, DemoServer server, String name, String accept)
            throws IOException {
        return stage.start(
                name,
                BRIEF_JVM,
                List.of(
                        "client",
                        server.host(),
                        server.port(),
                        "--name",
                        name,
                        "--listen",
                        DemoStage.freePort(),
                        "--accept",
                        accept,
                        "--certs",
                        stage.path("certs"),
                        "--data-dir",
                        stage.path("wallets")));
    }

    /// A status block that says this balance, to its end.
    private static void expectStatus(DemoProcess wallet, String balance) throws CliException, InterruptedException {
        wallet.expect("-----");
        wallet.expect("Your current account balance: " + balance);
        wallet.expect("-----");
    }
}
