package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.net.TlsContext;
import io.micropay.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/// Measures what connections that do nothing take of the server's memory.
final class IdleBench {

    /// Connections that come and go before the first look, so that the server has loaded and compiled what it takes.
    private static final int REHEARSAL = 500;

    private static final String CONNECTED = "CONNECTED";
    private static final String RESIDENT = "VmRSS:";
    private static final long PERIOD_MILLIS = 500;
    private static final int LOOKS_MAX = 120;

    /// The memory has settled when so many looks in a row differ by less than a hundredth. A server that the bench has
    /// started looks every ten seconds whether there were ten of silence, and then gives back what a rush has left.
    private static final int LOOKS_ALIKE = 45;

    private final BenchPlan plan;
    private final Target target;
    private final Accounts accounts;
    private final Display display;
    private final Clients clients;

    IdleBench(BenchPlan plan, Target target, Accounts accounts, Display display) {
        this.plan = plan;
        this.target = target;
        this.accounts = accounts;
        this.display = display;
        this.clients = new Clients(target, accounts);
    }

    BenchResult run() throws BenchException, InterruptedException {
        List<TlsContext> identities = accounts.all().stream().map(clients::tls).toList();
        Queue<TlsPeer> rehearsal = connect("rehearsing", Math.min(REHEARSAL, plan.connections()), identities, null);
        rehearsal.forEach(TlsPeer::close);
        long before = settledKb();
        Instant at = Instant.now();
        Measurement measured = new Measurement();
        Histogram nanos = new SynchronizedHistogram(Dispatch.histogram());
        Stopwatch stopwatch = Stopwatch.start(target.process());
        Queue<TlsPeer> idle = connect("connecting", plan.connections(), identities, nanos);
        stopwatch.stop(measured);
        try {
            long after = settledKb();
            measured.add(nanos);
            measured.count(CONNECTED, idle.size());
            double each = (double) (after - before) / plan.connections();
            return BenchResult.of(plan, at, measured, Optional.empty()).withMemory(OptionalDouble.of(each));
        } finally {
            idle.forEach(TlsPeer::close);
        }
    }

    private Queue<TlsPeer> connect(String what, int count, List<TlsContext> identities, @Nullable Histogram nanos)
            throws BenchException, InterruptedException {
        Queue<TlsPeer> peers = new ConcurrentLinkedQueue<>();
        try (Display.Step step = display.begin(what, count)) {
            Crowd.forEach(count, (i, scratch) -> {
                long begun = System.nanoTime();
                TlsPeer peer = clients.connect(identities.get(i % identities.size()), scratch);
                peers.add(peer);
                new Dialogue(peer, scratch).ask(new Request.Hello());
                if (nanos != null) {
                    nanos.recordValue(System.nanoTime() - begun);
                }
                step.advance();
            });
        }
        return peers;
    }

    /// What the server has in memory, when that no longer changes.
    private long settledKb() throws BenchException, InterruptedException {
        long last = residentKb();
        int alike = 0;
        try (Display.Step step = display.begin("settling", LOOKS_MAX)) {
            for (int look = 0; look < LOOKS_MAX && alike < LOOKS_ALIKE; look++) {
                Thread.sleep(PERIOD_MILLIS);
                long now = residentKb();
                alike = Math.abs(now - last) * 100 < last ? alike + 1 : 0;
                last = now;
                step.advance();
            }
        }
        return last;
    }

    private long residentKb() throws BenchException {
        long pid = target.process()
                .orElseThrow(() -> new BenchException(
                        Trouble.SETTINGS, "the memory of a server elsewhere cannot be seen", "leave out HOST PORT"))
                .pid();
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it has ended"));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new BenchException(
                    Trouble.SETTINGS,
                    "the server's memory cannot be seen: " + unreadable.getMessage(),
                    "this mode reads /proc, as Linux has it");
        }
    }
}
