package io.micropay.cli;

import io.micropay.bench.Acknowledged;
import io.micropay.bench.Bench;
import io.micropay.bench.BenchException;
import io.micropay.bench.BenchPlan;
import io.micropay.bench.BenchResult;
import io.micropay.bench.BenchResult.OwnServer;
import io.micropay.bench.Target;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.ledger.LedgerException;
import io.micropay.money.Amount;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A bench with a server of its own: starts it in the bench's folder, has it measured, stops it, and verifies its
/// ledger.
final class OwnServerBench {

    /// More than anybody pays in all runs together.
    private static final Amount DEPOSIT = new Amount(1_000_000 * Amount.MICROS_PER_UNIT);

    /// Connections of the bench besides those that are measured.
    private static final int SPARE_CONNECTIONS = 1_000;

    private final BenchStage stage;
    private final BenchServerOptions options;
    private final CertificateFolder certificates;
    private final Path dataDirectory;

    OwnServerBench(BenchStage stage, BenchServerOptions options) {
        this.stage = stage;
        this.options = options;
        this.certificates = new CertificateFolder(stage.resolve("certs"), Clock.systemUTC());
        this.dataDirectory = stage.resolve("ledger");
    }

    /// @param connectionsPerKey that the server has to allow
    BenchResult run(BenchPlan plan, int connectionsPerKey, PrintWriter err)
            throws IOException, CryptoException, CliException, BenchException, InterruptedException {
        Path jar = options.jar();
        List<String> serverOptions = options.server(standard(plan, connectionsPerKey));
        LedgerLocation ledger = options.ledger(serverOptions);
        if (certificates.isUnused()) {
            certificates.init(LocalHosts.names());
        }
        List<String> jvm = options.jvm(plan.mode());
        try (BenchServer server =
                BenchServer.start(jar, jvm, serverOptions, stage.resolve("server.log"), stage::watch)) {
            BenchLedger books = BenchLedger.before(ledger);
            BenchResult result = measure(plan, server, books, err);
            server.stop();
            OptionalLong grown = books.grown();
            boolean verifies = options.ledgerVerify() && result.checks().isPresent();
            if (verifies) {
                books.verify(result.checks().get().acknowledged(), err);
            }
            return result.with(new OwnServer(server.readyMillis(), grown, verifies ? "ok" : "skipped"));
        }
    }

    private Map<String, String> standard(BenchPlan plan, int connectionsPerKey) {
        String clients = Integer.toString(plan.connections() + SPARE_CONNECTIONS);
        Map<String, String> standard = new LinkedHashMap<>();
        standard.put("--certs", certificates.path().toString());
        standard.put("--data-dir", dataDirectory.toString());
        standard.put("--workers", clients);
        standard.put("--max-waiting", clients);
        standard.put("--connections-per-key", Integer.toString(connectionsPerKey));
        standard.put("--opening-deposit-max", DEPOSIT.toString());
        return standard;
    }

    private BenchResult measure(BenchPlan plan, BenchServer server, BenchLedger books, PrintWriter err)
            throws CryptoException, CliException, BenchException, InterruptedException {
        ServerAddress address = new ServerAddress("127.0.0.1", server.port());
        try {
            Target target = BenchTarget.at(address, certificates.authority(), DEPOSIT, Optional.of(server.handle()));
            return Bench.run(
                    plan, target, stage.kept(), TerminalDisplay.onStandardError(), InterruptSignal.onStandardError());
        } catch (BenchException failure) {
            stage.awaitEndIfInterrupted();
            Optional<String> end = server.end();
            if (end.isPresent()) {
                throw afterTheEnd(end.get(), failure, books, err);
            }
            throw failure;
        }
    }

    /// Says why the server has ended, and what became of what it had acknowledged before.
    private CliException afterTheEnd(String end, BenchException loss, BenchLedger books, PrintWriter err)
            throws InterruptedException {
        Optional<Acknowledged> acknowledged = loss.acknowledged();
        if (acknowledged.isEmpty() || !options.ledgerVerify()) {
            return new CliException(end, String.valueOf(loss.getMessage()), ExitCode.UNAVAILABLE, loss);
        }
        try {
            books.verify(acknowledged.get(), err);
        } catch (CliException lost) {
            return new CliException(end + "; " + lost.getMessage(), lost.hint(), lost.exitCode(), lost);
        } catch (LedgerException unreadable) {
            String hint = "what became of its ledger cannot be seen: " + unreadable.getMessage();
            return new CliException(end, hint, ExitCode.UNAVAILABLE, unreadable);
        }
        return new CliException(
                end,
                "its ledger is in order, and has all " + acknowledged.get().payments()
                        + " payments that it had acknowledged",
                ExitCode.UNAVAILABLE,
                loss);
    }
}
