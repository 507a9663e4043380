package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.jdbc.JdbcArchive;
import io.micropay.ledger.jdbc.PostgresStore;
import io.micropay.testing.LedgerDump;
import io.micropay.testing.PostgresServer;
import io.micropay.testing.RewrittenLedger;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The operator's tools on a ledger in PostgreSQL, and from there to a file and back.
class LedgerOnPostgresTest {

    @TempDir
    private static Path home;

    /// A backup that each test makes a database of its own from.
    private static Path backup = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeBackup() {
        String url = PostgresServer.newLedger();
        backup = home.resolve("backup.db");
        try (SignedLedger ledger = ledger(url)) {
            ledger.open("Joanne", "1000").open("Lily", "500").open("Bob", "0");
            for (int i = 0; i < 130; i++) {
                if (i % 3 == 0) {
                    ledger.pay("Lily", "0.25", "Bob", "bread");
                } else {
                    ledger.pay("Joanne", "1.5", "Lily", "coffee");
                }
            }
        }
        Invocation done = on(url, new LedgerBackupCommand(), backup.toString());
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualTo("Backed up 132 transfers of 3 accounts to " + backup + "\n");
        assertThat(LedgerDump.of(backup)).isEqualTo(LedgerDump.of(url));
    }

    private static SignedLedger ledger(String url) {
        return SignedLedger.on(PostgresStore.open(
                url, Optional.empty(), TestCertificates.shared().ledgerId().hex()));
    }

    private static Invocation on(String ledger, Callable<Integer> command, String... arguments) {
        return Invocation.of(
                command,
                Stream.concat(Stream.of("--ledger", ledger), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Invocation verify(String url) {
        return on(url, new LedgerVerifyCommand());
    }

    private static Invocation restore(String url, Path file) {
        return on(url, new LedgerRestoreCommand(), file.toString());
    }

    private static String restored() {
        String url = PostgresServer.newLedger();
        assertThat(restore(url, backup).err()).isEmpty();
        return url;
    }

    @Test
    void restoredLedgerIsTheSameAndGoesOn() {
        String url = PostgresServer.newLedger();

        Invocation done = restore(url, backup);

        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualTo("Restored 132 transfers of 3 accounts to " + url + "\n");
        assertThat(LedgerDump.of(url)).isEqualTo(LedgerDump.of(backup));
        assertThat(verify(url).out()).contains("the chain of 132 transfers is whole");
        try (SignedLedger ledger = ledger(url)) {
            assertThat(ledger.pay("Joanne", "1", "Bob", "").seq()).isEqualTo(133);
        }
        assertThat(verify(url).out()).contains("the chain of 133 transfers is whole");
    }

    @Test
    void ledgerIsShown() {
        String url = restored();

        assertThat(on(url, new LedgerBalanceCommand()).out()).isEqualTo("""
                Bob           11
                Joanne       871
                Lily         618
                @treasury  -1500
                sum            0
                """);
        assertThat(on(url, new LedgerBalanceCommand(), "bob").out()).isEqualTo("11\n");
        assertThat(on(url, new LedgerHistoryCommand(), "Bob", "--count", "1000")
                        .out()
                        .lines())
                .hasSize(44);
        Path export = folder.resolve("export.csv");
        assertThat(on(url, new LedgerExportCommand(), "--format=csv", "--output", export.toString())
                        .exitCode())
                .isZero();
        assertThat(export).content().hasLineCount(133);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE transfer SET memo = 'dGVh' WHERE seq = 50                  | transfer 50: its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            UPDATE transfer SET payee = 9 WHERE seq = 50                      | transfer 50: its payee is account 9, which there is not
            DELETE FROM transfer WHERE seq = 50                               | transfer 50: it is missing: transfer 51 comes next
            DELETE FROM transfer WHERE seq > 100                              | transfer 101: it is missing: an account's newest is transfer 132, and the ledger ends at 100
            UPDATE position SET balance = balance + 1 WHERE account = 2       | the position of account 2 (Lily): its balance is 618.000001 on record, and 618 by its transfers
            DELETE FROM history_mark WHERE account = 1                        | the history of account 1 (Joanne): its marks are wrong at transfer 97
            INSERT INTO cancellation VALUES (9, decode('00000000000000000000000000000000', 'hex'), 1) | a cancellation of account 9: there is no such account
            """)
    void changedRowIsNamed(String change, String error) {
        String url = restored();
        PostgresServer.execute(url, change);

        Invocation verified = verify(url);

        assertThat(verified.err()).startsWith("micropay: error: the ledger is wrong: " + error + "\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void ledgerIsVerifiedAndBackedUpWhileItIsWritten() throws Exception {
        String url = restored();
        AtomicBoolean done = new AtomicBoolean();
        try (SignedLedger ledger = ledger(url);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> payer = threads.submit(() -> {
                while (!done.get()) {
                    ledger.pay("Joanne", "0.01", "Bob", "");
                }
            });
            for (int round = 0; round < 3; round++) {
                assertThat(verify(url).err()).isEmpty();
                Path copy = folder.resolve("copy" + round + ".db");
                assertThat(on(url, new LedgerBackupCommand(), copy.toString()).err())
                        .isEmpty();
                assertThat(verify(copy.toString()).err()).isEmpty();
            }
            done.set(true);
            payer.get();
        }
    }

    @Test
    void restoreReplacesNothing() {
        String url = restored();

        Invocation refused = restore(url, backup);

        assertThat(refused.err()).startsWith("micropay: error: there is a ledger in the database already\n");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE);
        assertThat(verify(url).exitCode()).isZero();
    }

    /// The audit of a large backup takes longer than a database lets a transaction stand still.
    @Test
    void databaseIsNotLockedWhileTheBackupIsAudited() throws Exception {
        String url = PostgresServer.newLedger();
        AtomicInteger looks = new AtomicInteger();
        try (LedgerArchive archive = JdbcArchive.of(backup)) {
            LedgerArchive watched = watchedByItsAudit(archive, () -> {
                looks.incrementAndGet();
                PostgresServer.execute(url, "SELECT holder FROM chain_lock FOR UPDATE NOWAIT");
            });
            LedgerLocation database = new LedgerLocation.LedgerDatabase(url, Optional.empty());

            LedgerRestoreCommand.restore(watched, database, new PrintWriter(new StringWriter()));
        }
        assertThat(looks).hasPositiveValue();
        assertThat(LedgerDump.of(url)).isEqualTo(LedgerDump.of(backup));
    }

    /// The archive, and what happens when it is asked a question that an audit asks and a copy does not.
    private static LedgerArchive watchedByItsAudit(LedgerArchive archive, Runnable look) {
        return (LedgerArchive) Proxy.newProxyInstance(
                LedgerArchive.class.getClassLoader(),
                new Class<?>[] {LedgerArchive.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("repeatedPayment")) {
                        look.run();
                    }
                    return method.invoke(archive, arguments);
                });
    }

    @Test
    void forgedBackupLeavesTheDatabaseEmpty() throws Exception {
        Path forged = Files.copy(backup, folder.resolve("forged.db"));
        RewrittenLedger.rewrite(forged, "UPDATE transfer SET amount = amount + 1 WHERE seq = 50");
        String url = PostgresServer.newLedger();

        assertThat(restore(url, forged).err())
                .startsWith("micropay: error: the ledger is wrong: transfer 50: its payer's signature does not verify");

        // There are tables now, and in them the treasury, whose number is 0, and that shops begin at 0.
        assertThat(LedgerDump.of(url))
                .allSatisfy((table, rows) -> assertThat(rows).as(table).allMatch(row -> row.matches("0(\\|.*)?")));
        assertThat(restore(url, backup).exitCode()).isZero();
    }

    @Test
    void databaseWithoutALedgerIsSaidSo() {
        assertThat(verify(PostgresServer.newLedger()).err())
                .startsWith("micropay: error: there is no ledger in the database\n");
    }

    @Test
    void databaseThatIsNotThereIsSaidSo() {
        String url = "jdbc:postgresql://127.0.0.1:1/none?user=nobody";
        assertThat(List.of(verify(url), restore(url, backup))).allSatisfy(refused -> {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(refused.err())
                    .startsWith("micropay: error: the ledger's database cannot be opened:"
                            + " Connection to 127.0.0.1:1 refused");
        });
    }

    @Test
    void databaseThatLetsNobodyInIsSaidSo() {
        String url = PostgresServer.newLedger().replace("user=postgres", "user=nobody");
        assertThat(List.of(verify(url), restore(url, backup))).allSatisfy(refused -> {
            assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refused.err())
                    .startsWith("micropay: error: the ledger's database cannot be opened: role \"nobody\"")
                    .contains("micropay: hint: see to the user in the database's url, and to the password\n");
        });
    }
}
