package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.TestLedger;
import io.micropay.money.PaymentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a ledger whose process died, and what the process does before it says that a payment went through.
class LedgerCrashTest {

    private static final int MANY = 1_000_000;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    @Test
    void killedProcessLosesNothingItAcknowledged() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 1; kill <= 3; kill++) {
            Process process = LedgerProcess.start(List.of(), List.of(), file(), MANY, 16);
            try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
                readPaid(lines, 400 * kill, acknowledged);
                // Unlike the process's own method, this leaves the pipe with the last acknowledgements open.
                process.toHandle().destroyForcibly();
                readPaid(lines, MANY, acknowledged);
            }
            process.waitFor();

            assertLedgerHolds(acknowledged);
        }
    }

    private static void readPaid(BufferedReader lines, int count, Set<String> acknowledged) throws IOException {
        String line = lines.readLine();
        for (int read = 0; line != null && read < count; line = lines.readLine()) {
            // A line cut off by the kill says nothing.
            if (line.startsWith("PAID ") && line.length() == 41) {
                acknowledged.add(line.substring(5));
                read++;
            }
        }
    }

    private void assertLedgerHolds(Set<String> acknowledged) {
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(file()))) {
            Account joanne = test.account("Joanne");
            Account lily = test.account("Lily");
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(test.ledger()
                                    .find(joanne, PaymentId.parse(id).orElseThrow()))
                            .isPresent());
            List<PostedTransfer> received = test.ledger().history(lily, 0, MANY);
            assertThat(received).allMatch(PostedTransfer::isChained);
            // One micro each, upon the opening deposit.
            assertThat(lily.position().balanceMicros()).isEqualTo(1_000_000_000_000L + received.size() - 1);
        }
    }

    @Test
    void everyPaymentIsSyncedBeforeItIsAcknowledged() throws Exception {
        List<String> calls = tracedPayments(List.of());

        assertThat(calls).filteredOn(call -> call.contains("PAID")).hasSize(5);
        assertThat(unsynced(calls)).isEmpty();
    }

    /// The control: without syncs the test above must see it.
    @Test
    void paymentsWithoutSyncAreNoticed() throws Exception {
        List<String> calls = tracedPayments(List.of("-Dmicropay.ledger.synchronous=off"));

        assertThat(unsynced(calls)).hasSize(5);
    }

    /// The kernel says EIO once, and would say that all is well the next time.
    @Test
    void failedSyncIsNeverTriedAgain() throws Exception {
        assumeThat(canTrace()).as("strace is there and may trace").isTrue();
        Path trace = folder.resolve("trace");
        // The writer's syncs of the log: two registrations, then the payments. The second payment's fails.
        List<String> strace = strace(trace, "-P", file() + "-wal", "-e", "inject=fsync,fdatasync:error=EIO:when=4");

        List<String> lines = linesOf(LedgerProcess.start(strace, List.of(), file(), 5, 1));

        assertThat(lines).filteredOn(line -> line.startsWith("PAID")).hasSize(1);
        assertThat(lines).anyMatch(line -> line.startsWith("STOPPED") && line.contains("SQLITE_IOERR_FSYNC"));
        List<String> syncs = Files.readAllLines(trace).stream()
                .filter(call -> call.contains("sync("))
                .toList();
        assertThat(syncs.getLast()).contains("EIO");
    }

    /// The writes, syncs and lines of a process that makes five payments, one after the other.
    private List<String> tracedPayments(List<String> options) throws Exception {
        assumeThat(canTrace()).as("strace is there and may trace").isTrue();
        Path trace = folder.resolve("trace");
        linesOf(LedgerProcess.start(strace(trace), options, file(), 5, 1));
        return Files.readAllLines(trace).stream()
                .filter(call -> call.contains("ledger.db-wal") || call.contains("PAID"))
                .toList();
    }

    private static List<String> strace(Path trace, String... options) {
        List<String> command =
                new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-y", "-qq", "-o", trace.toString()));
        command.addAll(List.of("-e", "trace=fsync,fdatasync,write,pwrite64"));
        command.addAll(List.of(options));
        return command;
    }

    private static List<String> linesOf(Process process) throws IOException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            return lines.lines().toList();
        }
    }

    private static boolean canTrace() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noStrace) {
            return false;
        }
    }

    /// The acknowledgements that no sync of the log came before, since its last write.
    private static List<String> unsynced(List<String> calls) {
        List<String> unsynced = new ArrayList<>();
        boolean written = false;
        boolean synced = true;
        for (String call : calls) {
            if (call.contains("pwrite64") && call.contains("ledger.db-wal")) {
                written = true;
                synced = false;
            } else if (isLogSync(call)) {
                synced = true;
            } else if (call.contains("PAID")) {
                if (!written || !synced) {
                    unsynced.add(call);
                }
                written = false;
            }
        }
        return unsynced;
    }

    private static boolean isLogSync(String call) {
        return call.contains("sync(") && call.contains("ledger.db-wal") && call.contains("= 0");
    }
}
