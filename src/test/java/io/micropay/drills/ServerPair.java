package io.micropay.drills;

import io.micropay.testing.PackagedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Two packed servers of one ledger; another process may take the place of one that has ended.
final class ServerPair implements Iterable<PackagedServer>, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PackagedServer.Builder builder;
    private final List<PackagedServer> servers = new CopyOnWriteArrayList<>();
    private final AtomicInteger visitors = new AtomicInteger();

    /// @param home where their certificates are
    /// @param ledger the URL of its database
    private ServerPair(Path home, String ledger) {
        builder = PackagedServer.in(home).options("--opening-deposit-max", Load.DEPOSIT, "--ledger", ledger);
    }

    static ServerPair start(Path home, String ledger) {
        ServerPair pair = new ServerPair(home, ledger);
        pair.servers.add(pair.builder.start());
        pair.servers.add(pair.builder.start());
        return pair;
    }

    PackagedServer get(int place) {
        return servers.get(place);
    }

    List<PackagedServer> both() {
        return List.copyOf(servers);
    }

    /// Starts another process in the place of one that has ended.
    void startAgain(int place) {
        servers.set(place, builder.start());
    }

    /// The one and the other by turns, as long as a visitor has patience. Every second visitor comes to the other
    /// first.
    @Override
    public Iterator<PackagedServer> iterator() {
        Instant end = Instant.now().plus(PATIENCE);
        return Stream.iterate(visitors.getAndIncrement(), turn -> turn + 1)
                .takeWhile(turn -> Instant.now().isBefore(end))
                .map(turn -> get(turn % servers.size()))
                .iterator();
    }

    @Override
    public void close() {
        servers.forEach(PackagedServer::close);
    }
}
