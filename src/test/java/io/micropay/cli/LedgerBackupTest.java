package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.DayState;
import io.micropay.ledger.Days;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.Rejection;
import io.micropay.ledger.SettledDay;
import io.micropay.ledger.TestLedger;
import io.micropay.ledger.jdbc.SqliteStore;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import io.micropay.testing.LedgerDamage;
import io.micropay.testing.LedgerDump;
import io.micropay.testing.RewrittenLedger;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestSale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups of ledgers, and ledgers of backups.
class LedgerBackupTest {

    private static final int PAYMENTS = 150;

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");
    private Path file = Path.of("");
    private Path copy = Path.of("");
    private Path restored = Path.of("");

    @BeforeEach
    void nameFiles() throws IOException {
        folder = temporary.toRealPath();
        file = folder.resolve("data/ledger.db");
        copy = folder.resolve("backup.db");
        restored = folder.resolve("restored/data/ledger.db");
    }

    private void makeLedger() {
        try (SignedLedger ledger = SignedLedger.in(file)) {
            ledger.open("Joanne", "1000").open("Lily", "0").open("Bob", "0");
            for (int i = 0; i < PAYMENTS; i++) {
                ledger.pay("Joanne", "1.5", "Lily", "coffee");
            }
        }
    }

    private Invocation backup() {
        return Invocation.of(new LedgerBackupCommand(), copy.toString(), "--ledger", file.toString());
    }

    private Invocation restore() {
        return Invocation.of(new LedgerRestoreCommand(), copy.toString(), "--ledger", restored.toString());
    }

    private static Invocation verify(Path ledger) {
        return Invocation.of(new LedgerVerifyCommand(), "--ledger", ledger.toString());
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void backupIsTheSameLedgerInOneFileOfItsOwner() throws IOException {
        makeLedger();

        Invocation backedUp = backup();

        assertThat(backedUp.err()).isEmpty();
        assertThat(backedUp.out()).isEqualTo("Backed up 151 transfers of 3 accounts to " + copy + "\n");
        assertThat(filesIn(folder)).containsExactly("backup.db", "data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(LedgerDump.of(copy)).isEqualTo(LedgerDump.of(file));
        assertThat(verify(copy).exitCode()).isZero();
        assertThat(filesIn(folder)).containsExactly("backup.db", "data");
    }

    @Test
    void restoredLedgerIsTheSameAndGoesOn() throws IOException {
        makeLedger();
        assertThat(backup().exitCode()).isZero();

        Invocation done = restore();

        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualTo("Restored 151 transfers of 3 accounts to " + restored + "\n");
        assertThat(filesIn(folder.resolve("restored/data"))).containsExactly("ledger.db", "ledger.lock");
        assertThat(LedgerDump.of(restored)).isEqualTo(LedgerDump.of(file));
        assertThat(verify(restored).exitCode()).isZero();
        try (SignedLedger ledger = SignedLedger.in(restored)) {
            assertThat(ledger.pay("Lily", "1", "Bob", "").seq()).isEqualTo(152);
        }
        assertThat(verify(restored).out()).contains("the chain of 152 transfers is whole");
    }

    /// What the ledger remembers though no transfer tells of it.
    @Test
    void refusalsAndCancellationsAreInTheBackup() {
        PaymentId refused;
        PaymentId cancelled = PaymentId.next();
        try (TestLedger ledger = new TestLedger(this::openStore)) {
            Account joanne = ledger.open("Joanne", "10");
            Account lily = ledger.open("Lily", "0");
            refused = ledger.refuse(joanne, "11", lily, Rejection.INSUFFICIENT);
            ledger.ledger().cancel(joanne, cancelled);
        }

        assertThat(backup().err()).isEmpty();

        assertThat(LedgerDump.of(copy)).isEqualTo(LedgerDump.of(file));
        assertThat(LedgerDump.of(copy).get("refusal"))
                .singleElement()
                .asString()
                .contains(hex(refused));
        assertThat(LedgerDump.of(copy).get("cancellation"))
                .singleElement()
                .asString()
                .contains(hex(cancelled));
    }

    /// Menus, what is on the shelves, and what was sold; but what is only quoted gives its stock back.
    @Test
    void shopsAreInTheBackup() throws IOException {
        try (SignedLedger ledger = SignedLedger.in(file)) {
            TestSale.make(ledger);
        }

        assertThat(backup().err()).isEmpty();
        assertThat(restore().err()).isEmpty();

        assertThat(LedgerDump.of(restored)).isEqualTo(LedgerDump.of(file));
        assertThat(LedgerDump.of(restored).get("shop")).hasSize(1);
        assertThat(LedgerDump.of(restored).get("shop_item")).hasSize(2);
        assertThat(LedgerDump.of(restored).get("shop_sale")).hasSize(1);
        try (SignedLedger ledger = SignedLedger.in(restored)) {
            TestSale.assertShelves(ledger, 3, 10);
        }
    }

    /// Else a restored ledger would let another file settle a day that is settled.
    @Test
    void settledDaysAreInTheBackup() throws IOException {
        LocalDate date = LocalDate.parse("2026-01-31");
        SettledDay day = new SettledDay(new byte[32], "report".getBytes(UTF_8));
        try (SignedLedger ledger = SignedLedger.in(file)) {
            ledger.open("Mel", "0");
            Days days = ledger.ledger().days();
            days.settle(mel(ledger), date, day);
            days.settle(mel(ledger), date.plusDays(1), day);
        }

        assertThat(backup().err()).isEmpty();
        assertThat(restore().err()).isEmpty();

        assertThat(LedgerDump.of(restored)).isEqualTo(LedgerDump.of(file));
        assertThat(LedgerDump.of(restored).get("settlement")).hasSize(2);
        try (SignedLedger ledger = SignedLedger.in(restored)) {
            byte[] another = new byte[32];
            another[0] = 1;
            assertThat(ledger.ledger().days().state(mel(ledger), date, another))
                    .isEqualTo(new DayState.SettledOtherwise());
        }
    }

    private static Account mel(SignedLedger ledger) {
        return ledger.ledger().account(AccountName.parse("Mel").orElseThrow()).orElseThrow();
    }

    private LedgerStore openStore() {
        return SqliteStore.open(file)
                .boundTo(TestCertificates.shared().ledgerId().hex());
    }

    private static String hex(PaymentId id) {
        return id.toString().replace("-", "");
    }

    @Test
    void ledgerIsBackedUpWhileItIsWritten() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong newest = new AtomicLong();
        try (SignedLedger ledger = SignedLedger.in(file);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ledger.open("Joanne", "1000").open("Lily", "1000");
            List<Future<?>> payers = Stream.of("Joanne", "Lily")
                    .<Future<?>>map(payer -> threads.submit(() -> {
                        String payee = payer.equals("Joanne") ? "Lily" : "Joanne";
                        while (!done.get()) {
                            long seq = ledger.pay(payer, "0.01", payee, "").seq();
                            newest.accumulateAndGet(seq, Math::max);
                        }
                    }))
                    .toList();
            for (int round = 0; round < 5; round++) {
                copy = folder.resolve("backup" + round + ".db");
                long before = newest.get();
                assertThat(backup().err()).isEmpty();
                assertThat(LedgerDump.of(copy).get("transfer")).hasSizeGreaterThanOrEqualTo(Math.toIntExact(before));
            }
            done.set(true);
            for (Future<?> payer : payers) {
                payer.get();
            }
        }
        assertThat(restore().err()).isEmpty();
        assertThat(verify(restored).exitCode()).isZero();
        assertThat(LedgerDump.of(file).get("transfer"))
                .containsAll(LedgerDump.of(restored).get("transfer"))
                .hasSizeGreaterThan(2);
    }

    @Test
    void backupReplacesNothing() throws IOException {
        makeLedger();
        Files.writeString(copy, "last week's");

        Invocation refused = backup();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(refused.err()).startsWith("micropay: error: there is a file " + copy + " already\n");
        assertThat(copy).hasContent("last week's");
    }

    @Test
    void backupOfAWrongLedgerIsNotMade() throws IOException {
        makeLedger();
        LedgerDamage.change(file, "UPDATE transfer SET memo = 'dGVh' WHERE seq = 50");

        Invocation refused = backup();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err())
                .startsWith("micropay: error: the ledger is wrong: transfer 50: its chain hash is not that of its"
                        + " record and the hash before it; ");
        assertThat(filesIn(folder)).containsExactly("data");
    }

    @Test
    void rowThatNoLedgerTakesIsNotBackedUp() throws IOException {
        makeLedger();
        LedgerDamage.change(file, "UPDATE transfer SET amount = -1 WHERE seq = 50");

        assertThat(backup().exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(filesIn(folder)).containsExactly("data");
    }

    @Test
    void backupNeedsAFolder() {
        makeLedger();
        copy = folder.resolve("none/backup.db");

        Invocation refused = backup();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(refused.err()).isEqualTo("micropay: error: cannot create " + copy + ": there is no such folder\n");
    }

    @Test
    void thereMustBeALedgerToBackUp() throws IOException {
        assertThat(backup().err()).startsWith("micropay: error: there is no ledger " + file + "\n");
        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void restoreReplacesNothing() throws IOException {
        makeLedger();
        assertThat(backup().exitCode()).isZero();
        restored = file;
        byte[] before = Files.readAllBytes(file);

        Invocation refused = restore();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(refused.err()).startsWith("micropay: error: there is a file " + file + " already\n");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void restoreWaitsForNoServer() {
        makeLedger();
        assertThat(backup().exitCode()).isZero();
        try (SignedLedger running = SignedLedger.in(restored.resolveSibling("other.db"))) {
            running.open("Joanne", "1");

            Invocation refused = restore();

            assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
            assertThat(refused.err())
                    .startsWith("micropay: error: the ledger in " + restored.getParent() + " is in use by process ");
            assertThat(restored).doesNotExist();
        }
        assertThat(restore().exitCode()).isZero();
    }

    /// SQLite would play such a log back into the new file.
    @Test
    void logOfAnotherLedgerMustNotBecomeAPartOfIt() throws IOException {
        makeLedger();
        assertThat(backup().exitCode()).isZero();
        Files.createDirectories(restored.getParent());
        Files.writeString(restored.resolveSibling("ledger.db-wal"), "left");

        Invocation refused = restore();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(refused.err())
                .startsWith("micropay: error: " + restored + "-wal is left of another ledger,"
                        + " and would be taken for a part of this one\n");
        assertThat(filesIn(folder.resolve("restored/data"))).containsExactly("ledger.db-wal", "ledger.lock");
    }

    @Test
    void forgedBackupIsNotRestored() throws IOException {
        makeLedger();
        assertThat(backup().exitCode()).isZero();
        RewrittenLedger.rewrite(copy, "UPDATE transfer SET amount = amount + 1 WHERE seq = 50");

        Invocation refused = restore();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.err())
                .startsWith("micropay: error: the ledger is wrong: transfer 50: its payer's signature does not verify");
        assertThat(filesIn(folder.resolve("restored/data"))).containsExactly("ledger.lock");
    }

    @Test
    void otherFilesAreNoBackups() throws IOException {
        Files.writeString(copy, "Dear diary, ".repeat(100));

        assertThat(restore().err()).startsWith("micropay: error: not a ledger: " + copy + "\n");
        assertThat(restored.getParent()).doesNotExist();
    }
}
