package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A ledger that cannot be used is told in one line, and not one byte of it is changed.
@Drill
class ServerLedgerFilesIT {

    private static final int CANNOT_CREATE = 73;
    private static final int IO_ERROR = 74;

    @TempDir
    static Path template;

    @TempDir
    Path home;

    private Path data;
    private Path ledger;

    /// Three payments, in a file that was closed in order.
    @BeforeAll
    static void makeLedger() {
        var payments = new TestPayments(TestCertificates.shared());
        try (PackagedServer server = PackagedServer.in(template)
                        .options("--opening-deposit-max", "100")
                        .start();
                TestClient joanne = server.greeted("Joanne");
                TestClient lily = server.greeted("Lily")) {
            assertThat(joanne.ask("REGISTER#Joanne#100")).isEqualTo("100 OK");
            assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
            Load.logIn(lily, "Lily");
            for (int i = 0; i < 3; i++) {
                assertThat(lily.ask(TestPayments.trans(payments.sign(payments.order("Joanne", "1", "Lily")))))
                        .startsWith("TRANS OK#");
            }
            assertThat(server.signal("TERM").awaitExit()).isZero();
        }
    }

    @BeforeEach
    void copyLedger() throws IOException {
        data = Files.createDirectory(home.resolve("data")).toRealPath();
        ledger = Files.copy(template.resolve("data/ledger.db"), data.resolve("ledger.db"));
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        byte[] noise = new byte[8192];
        new Random(1).nextBytes(noise);
        Files.write(ledger, noise);
        assertThat(refusal()).isEqualTo("not a ledger: " + ledger);
    }

    @Test
    void cutOffFileIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(ledger);
        Files.write(ledger, Arrays.copyOf(whole, whole.length / 2));
        assertThat(refusal()).isEqualTo("the ledger " + ledger + " is damaged");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE transfer SET amount = amount + 1 WHERE seq = 3               | the ledger is damaged: transfer 3 does not follow the one before
            DELETE FROM transfer WHERE seq = 2                                  | the ledger is damaged: transfer 2 does not follow the one before
            UPDATE position SET balance = balance + 1 WHERE account = 1         | the ledger is damaged: the sum of its balances is not zero
            PRAGMA user_version = 99                                            | the ledger was written by a newer version: its tables are of version 99, this one knows 5
            PRAGMA application_id = 7                                           | not a ledger, but a database of another program: ${ledger}
            """)
    void changedLedgerIsRefused(String change, String error) throws Exception {
        change(change);
        assertThat(refusal()).isEqualTo(error.replace("${ledger}", ledger.toString()));
    }

    @Test
    void folderInPlaceOfTheFileIsRefused() throws IOException {
        Files.delete(ledger);
        Files.createDirectory(ledger);
        assertThat(refusalOf(PackagedServer.in(home))).isEqualTo("not a file: " + ledger);
    }

    @Test
    void fileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "hello");
        assertThat(refusalOf(PackagedServer.in(home).options("--data-dir", "file")))
                .isEqualTo("cannot create the folder " + file.toRealPath() + ": there is a file of that name");
    }

    @Test
    void ledgerOfAnotherCaIsRefused() throws Exception {
        change("UPDATE ledger SET id = 'another'");
        assertThat(refusal())
                .isEqualTo("these certificates are those of another ledger: the one on record is another, this CA's is "
                        + TestCertificates.shared().ledgerId().hex());
    }

    /// A folder of certificates that was not mounted must not begin a second CA beside the ledger.
    @Test
    void ledgerWithoutItsCertificatesIsRefused() throws Exception {
        Refusal refusal = Refusal.of(PackagedServer.in(home).options("--certs", "none"));
        assertThat(refusal)
                .isEqualTo(new Refusal(
                        78,
                        "there is a ledger in data/ledger.db, but no certificates in none",
                        "bring back the certificates it began with, or begin another ledger with --data-dir"));
        assertThat(home.resolve("none")).doesNotExist();
    }

    @Test
    void secondServerIsToldWhoseTheLedgerIs() throws IOException {
        try (PackagedServer first = PackagedServer.in(home).start();
                TestClient joanne = first.greeted("Joanne")) {
            Refusal refusal = Refusal.of(PackagedServer.in(home));
            assertThat(refusal)
                    .isEqualTo(new Refusal(
                            CANNOT_CREATE,
                            "the ledger in " + data + " is in use by process "
                                    + first.processHandle().pid(),
                            "stop that one first, or use another folder for the data"));
            assertThat(joanne.ask("BALANCE")).isEqualTo("BALANCE#97");
        }
    }

    @Test
    void readOnlyFolderIsNamed() throws IOException {
        PrivateMounts.requireUsable();
        String readOnly = "mount --bind data data; mount -o remount,bind,ro data; exec \"$@\"";
        assertThat(refusalOf(PackagedServer.in(home).under(PrivateMounts.running(readOnly))))
                .isEqualTo("cannot lock " + data.resolve("ledger.lock") + ": Read-only file system");
        assertThat(refusalOf(PackagedServer.in(home)
                        .under(PrivateMounts.running(readOnly))
                        .options("--data-dir", "data/new")))
                .isEqualTo("cannot create the folder " + data.resolve("new") + ": Read-only file system");
    }

    @Test
    void ledgerIsItsOwnersAlone() throws IOException {
        try (PackagedServer server =
                PackagedServer.in(home).options("--data-dir", "a/new/one").start()) {
            Path folder = home.resolve("a/new/one");
            assertThat(server.port()).isPositive();
            assertThat(mode(folder)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files)
                        .hasSizeGreaterThanOrEqualTo(4)
                        .allSatisfy(file ->
                                assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute(sql);
        }
    }

    /// The error of a server on the changed ledger, which it must leave as it found it.
    private String refusal() throws IOException {
        byte[] before = Files.readAllBytes(ledger);
        String error = refusalOf(PackagedServer.in(home));
        assertThat(ledger).hasBinaryContent(before);
        return error;
    }

    private static String refusalOf(PackagedServer.Builder server) {
        Refusal refusal = Refusal.of(server);
        assertThat(refusal.exitCode()).isEqualTo(IO_ERROR);
        return refusal.error();
    }
}
