package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.TestLedger;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and folders a ledger can be opened on, and what is said of those it cannot.
class SqliteStoreTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() throws IOException {
        file = folder.toRealPath().resolve("ledger.db");
    }

    private void makeLedger() {
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(file))) {
            Account joanne = test.open("Joanne", "10");
            Account lily = test.open("Lily", "0");
            for (int i = 0; i < 5; i++) {
                test.pay(joanne, "1", lily);
            }
        }
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(connection, sql);
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertThatOpening(Path path) {
        return assertThatThrownBy(() -> SqliteStore.open(path)).isInstanceOf(LedgerException.class);
    }

    @Test
    void newLedgerIsMadeWithItsFolderForItsOwnerOnly() throws IOException {
        Path made = folder.resolve("new/folder/ledger.db");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(made))) {
            test.open("Joanne", "10");

            for (String name : new String[] {"ledger.db", "ledger.db-wal", "ledger.db-shm"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolveSibling(name))))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(made).exists();
    }

    @Test
    void folderMayHaveAnyName() {
        Path odd = folder.resolve("what? 100% #1 für uns/ledger.db");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(odd))) {
            test.open("Joanne", "10");
            test.restart();
            assertThat(test.balance(test.account("Joanne"))).isEqualTo("10");
        }
        assertThat(odd).exists();
    }

    @Test
    void closedLedgerIsOneFile() {
        makeLedger();

        assertThat(folder.resolve("ledger.db-wal")).doesNotExist();
        assertThat(folder.resolve("ledger.db-shm")).doesNotExist();
    }

    @Test
    void fileOfALedgerThatWasNotClosedOpensAgain() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("ledger.db");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(file))) {
            Account joanne = test.open("Joanne", "10");
            Account lily = test.open("Lily", "0");
            test.pay(joanne, "3", lily);
            Files.copy(file, copy);
            Files.copy(file.resolveSibling("ledger.db-wal"), copy.resolveSibling("ledger.db-wal"));
        }

        try (TestLedger test = new TestLedger(() -> SqliteStore.open(copy))) {
            assertThat(test.balance(test.account("Lily"))).isEqualTo("3");
        }
    }

    /// A log whose sync failed may be whole in the cache and not on the disk: only the copy in the file counts.
    @Test
    void logLeftByACrashIsCopiedBackBeforeAnythingElse() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("ledger.db");
        Path withoutLog = Files.createDirectory(folder.resolve("without-log")).resolve("ledger.db");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(file))) {
            test.open("Joanne", "10");
            Files.copy(file, copy);
            Files.copy(file.resolveSibling("ledger.db-wal"), copy.resolveSibling("ledger.db-wal"));
        }

        try (SqliteStore store = SqliteStore.open(copy)) {
            assertThat(store.openingTime()).isPositive();
            Files.copy(copy, withoutLog);
        }

        try (SqliteStore store = SqliteStore.open(withoutLog)) {
            assertThat(store.openingTime()).isPositive();
        }
    }

    @Test
    void emptyFileBecomesALedger() throws IOException {
        Files.createFile(file);

        makeLedger();
    }

    @Test
    void fileOfAnotherKindIsNoLedger() throws IOException {
        Files.writeString(file, "Dear diary, ".repeat(1_000));

        assertThatOpening(file).hasMessage("not a ledger: " + file);
        assertThat(file).content().startsWith("Dear diary");
    }

    @Test
    void databaseOfAnotherProgramIsLeftAlone() throws Exception {
        alter("CREATE TABLE recipe (name TEXT)");
        byte[] before = Files.readAllBytes(file);

        assertThatOpening(file).hasMessage("not a ledger, but a database of another program: " + file);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void ledgerOfANewerVersionIsRefused() throws SQLException {
        makeLedger();
        alter("PRAGMA user_version = 99");

        assertThatOpening(file).hasMessageContaining("was written by a newer version");
    }

    @Test
    void truncatedFileIsDamaged() throws IOException {
        makeLedger();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }

        assertThatOpening(file).hasMessage("the ledger " + file + " is damaged");
    }

    @Test
    void overwrittenPagesAreDamage() throws IOException {
        makeLedger();
        try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
            page.seek(4_096);
            page.write(new byte[(int) page.length() - 4_096]);
        }

        assertThatOpening(file).hasMessage("the ledger " + file + " is damaged");
    }

    @Test
    void alteredTransferBreaksTheChain() throws SQLException {
        makeLedger();
        alter("UPDATE transfer SET memo = 'Y29mZmVl' WHERE seq = 4");

        assertThatOpening(file).hasMessage("the ledger is damaged: transfer 4 does not follow the one before");
    }

    @Test
    void deletedTransferBreaksTheChain() throws SQLException {
        makeLedger();
        alter("DELETE FROM transfer WHERE seq = 4");

        assertThatOpening(file).hasMessage("the ledger is damaged: transfer 4 does not follow the one before");
    }

    @Test
    void cutTailIsDamage() throws SQLException {
        makeLedger();
        alter("DELETE FROM transfer WHERE seq > 3");

        assertThatOpening(file).hasMessage("the ledger is damaged: its transfers after 3 are missing");
    }

    @Test
    void transferThatIsNoneIsDamage() throws SQLException {
        makeLedger();
        alter("UPDATE transfer SET committed_at = -1 WHERE seq = 4");

        assertThatOpening(file).hasMessageStartingWith("the ledger is damaged: ");
    }

    @Test
    void alteredBalanceIsDamage() throws SQLException {
        makeLedger();
        alter("UPDATE position SET balance = balance + 1 WHERE account = 1");

        assertThatOpening(file).hasMessage("the ledger is damaged: the sum of its balances is not zero");
    }

    @Test
    void refusedFileIsNotLocked() throws SQLException {
        makeLedger();
        alter("UPDATE position SET balance = balance + 1 WHERE account = 1");
        assertThatOpening(file);
        alter("UPDATE position SET balance = balance - 1 WHERE account = 1");

        SqliteStore.open(file).close();
    }

    @Test
    void ledgerLockedByAnotherProgramIsSaidSo() throws SQLException {
        makeLedger();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sql.execute(other, "PRAGMA locking_mode = EXCLUSIVE");
            Sql.execute(other, "BEGIN EXCLUSIVE");

            assertThatOpening(file).hasMessage("the ledger " + file + " is locked by another program");
        }
    }

    @Test
    void folderThatIsAFileCannotHoldALedger() throws IOException {
        Path plain = Files.createFile(folder.toRealPath().resolve("plain"));

        assertThatOpening(plain.resolve("ledger.db"))
                .hasMessage("cannot create the folder " + plain + ": there is a file of that name");
    }

    @Test
    void folderIsNoLedger() throws IOException {
        Files.createDirectory(file);

        assertThatOpening(file).hasMessage("not a file: " + file);
    }

    @Test
    void folderWithoutPermissionIsSaidSo() throws IOException {
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
        assumeThat(Files.isWritable(closed)).as("root may write everywhere").isFalse();

        assertThatOpening(closed.resolve("ledger.db")).hasMessageEndingWith("permission denied");
    }
}
