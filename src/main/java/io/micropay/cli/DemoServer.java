package io.micropay.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A demo's server, and the wallets' commands that run against it.
final class DemoServer {

    private final DemoStage stage;
    private final DemoProcess server;
    private final String host;
    private final String port;

    private DemoServer(DemoStage stage, DemoProcess server, String host, String port) {
        this.stage = stage;
        this.server = server;
        this.host = host;
        this.port = port;
    }

    /// Starts the server on the stage's certificates and ledger, which it makes where there are none.
    static DemoServer start(DemoStage stage, List<String> jvmOptions, String... options)
            throws IOException, CliException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("server", "--port", "0", "--certs", stage.path("certs"), "--data-dir", stage.path("ledger")));
        command.addAll(List.of(options));
        DemoProcess server = stage.start("server", jvmOptions, command);
        String address = server.expect("READY ").replaceFirst(".*READY (\\S+) pid=.*", "$1");
        int colon = address.lastIndexOf(':');
        return new DemoServer(stage, server, address.substring(0, colon), address.substring(colon + 1));
    }

    String host() {
        return host;
    }

    String port() {
        return port;
    }

    /// Starts a command of somebody's wallet.
    DemoProcess start(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--server", host + ":" + port, "--name", name));
        command.addAll(List.of("--certs", stage.path("certs"), "--data-dir", stage.path("wallets")));
        return stage.start(name, StagedDemo.BRIEF_JVM, command);
    }

    /// Runs a command of somebody's wallet to its good end.
    void run(String name, String... words) throws IOException, CliException, InterruptedException {
        start(name, words).expectSuccess();
    }

    /// Asks the server to stop, and waits until it has.
    void stop() throws CliException, InterruptedException {
        server.terminate();
        server.expectSuccess();
    }
}
