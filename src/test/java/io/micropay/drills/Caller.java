package io.micropay.drills;

import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestClient;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Somebody who says a line until it is answered: at the next server, when one is gone or busy.
final class Caller implements AutoCloseable {

    private final String name;
    private final Iterator<PackagedServer> servers;
    private @Nullable TestClient client;
    private int repeats;

    /// @param servers where to go, one after the other
    Caller(String name, Iterable<PackagedServer> servers) {
        this.name = name;
        this.servers = servers.iterator();
    }

    /// Says it as often as it takes, and returns the answer.
    String ask(String line) {
        String answer = askOnce(line);
        while (answer == null || Attempt.isBusy(answer)) {
            close();
            repeats++;
            answer = askOnce(line);
        }
        return answer;
    }

    private @Nullable String askOnce(String line) {
        try {
            return client().send(line).readOrEnd();
        } catch (UncheckedIOException gone) {
            return null;
        }
    }

    private TestClient client() {
        if (client == null) {
            client = servers.next().greeted(name);
            Load.logIn(client, name);
        }
        return client;
    }

    /// How often a line was said again.
    int repeats() {
        return repeats;
    }

    @Override
    public void close() {
        if (client != null) {
            client.abort();
            client = null;
        }
    }
}
