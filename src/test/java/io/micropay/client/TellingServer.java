package io.micropay.client;

import io.micropay.money.Base64Url;
import io.micropay.net.LineChannel;
import io.micropay.testing.TestCertificates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server with the ledger's certificate that lets anybody log in, answers as the test says, and tells its first
/// client whatever the test wants.
final class TellingServer implements AutoCloseable {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private final List<String> features;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<String>> answers = new ConcurrentHashMap<>();
    private final CompletableFuture<LineChannel> client = new CompletableFuture<>();
    private final ScriptedServer server;

    private TellingServer(List<String> features) throws IOException {
        this.features = features;
        this.server = ScriptedServer.start(this::play);
    }

    static TellingServer start(String... features) throws IOException {
        return new TellingServer(List.of(features));
    }

    /// Answers the next requests of this verb so, and the last of them for ever.
    TellingServer answers(String verb, String... lines) {
        answers.put(verb, new ConcurrentLinkedQueue<>(List.of(lines)));
        return this;
    }

    /// Says a line that nobody has asked for.
    void tell(String line) throws IOException {
        client.join().write(line);
    }

    /// Breaks the connection of its first client.
    void hangUp() {
        client.join().abort();
    }

    /// What was asked.
    List<String> asked() {
        return asked;
    }

    ServerAddress address() {
        return server.address();
    }

    private void play(LineChannel channel) throws Exception {
        channel.write("Connection accepted!\nHandler assigned!");
        client.complete(channel);
        for (String line = channel.readLine(); line != null; line = channel.readLine()) {
            asked.add(line);
            channel.write(answer(line.split("#", -1)));
        }
    }

    private String answer(String[] fields) {
        Queue<String> scripted = answers.get(fields[0]);
        if (scripted != null) {
            return scripted.size() > 1 ? scripted.remove() : scripted.element();
        }
        return switch (fields[0]) {
            case "HELLO" -> ScriptedServer.hello(features, Optional.empty());
            case "LOGIN" -> "0\n1\n" + fields[1] + "#127.0.0.1#" + fields[2];
            case "KEY" -> "KEY#" + fields[1] + "#" + key(fields[1]);
            case "EVENTS" -> "100 OK";
            case "EXIT" -> "Bye";
            default -> "230 FORMAT#unknown request";
        };
    }

    private static Base64Url key(String name) {
        return Base64Url.of(CERTIFICATES.account(name).verificationKey().encoded());
    }

    @Override
    public void close() {
        server.close();
    }
}
