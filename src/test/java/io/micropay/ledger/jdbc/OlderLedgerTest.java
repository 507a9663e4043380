package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.audit.LedgerAudit;
import io.micropay.audit.WrongRow;
import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerCopy;
import io.micropay.ledger.LedgerIntake;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PaidOrder;
import io.micropay.ledger.PostedTransfer;
import io.micropay.ledger.Progress;
import io.micropay.ledger.TestLedger;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A ledger of version 3, in which order ids were the bytes of UUIDs, is brought up to date. What people have signed of
/// it is as true as before, and what was quoted can be paid.
class OlderLedgerTest {

    /// A moment after its last payment.
    private static final long NOW = 1_795_829_185_400L;

    private static final PaymentId PAID =
            PaymentId.parse("01a21fc2-bb4c-7990-bd23-d21de095f29f").orElseThrow();
    private static final String SOLD = "01a21fc2-bb4a-765c-9938-a8d971ac6bbd";
    private static final String QUOTED = "01a21fc2-bb50-725b-8879-c6ff26168fe3";
    private static final String QUOTED_HASH = "94eae21b33ad76c20c6ba5f7da4fd16839b753a4fb086c9834db3deef094498e";

    @TempDir
    Path folder;

    @Test
    void fileIsBroughtUpToDate() throws Exception {
        Path file = folder.resolve("ledger.db");
        String url = "jdbc:sqlite:" + file;
        OlderLedger.inFile(url);

        check(() -> SqliteStore.open(file).boundTo(OlderLedger.ID), () -> JdbcArchive.of(file));

        assertConstraintsHold(url);
        assertThat(numberIn(url, "SELECT count(*) FROM pragma_foreign_key_list('shop_sale')"))
                .isEqualTo(3);
        assertThat(numberIn(url, "SELECT count(*) FROM pragma_foreign_key_list('shop_quote')"))
                .isEqualTo(2);
        assertThat(numberIn(url, "SELECT count(*) FROM sqlite_schema WHERE name = 'shop_quote_by_age'"))
                .isEqualTo(1);
    }

    @Test
    void databaseIsBroughtUpToDate() throws Exception {
        String url = PostgresServer.newLedger();
        OlderLedger.inDatabase(url);

        check(
                () -> PostgresStore.open(url, Optional.empty(), OlderLedger.ID),
                () -> JdbcArchive.of(url, Optional.empty()));

        assertConstraintsHold(url);
        assertThat(numberIn(
                        url,
                        "SELECT count(*) FROM pg_indexes"
                                + " WHERE schemaname = current_schema() AND indexname = 'shop_quote_by_age'"))
                .isEqualTo(1);
    }

    private static long numberIn(String url, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Sql.number(connection, query);
        }
    }

    /// What was paid before may have a memo that looks like an order's, here and in every copy.
    @Test
    void whatWasPaidBeforeNeedsNoSale() throws Exception {
        Path file = folder.resolve("ledger.db");
        Path copy = folder.resolve("copy.db");
        OlderLedger.inFile("jdbc:sqlite:" + file);
        SqliteStore.open(file).close();

        try (LedgerArchive archive = JdbcArchive.of(file);
                LedgerIntake intake = JdbcIntake.backup(copy)) {
            LedgerCopy.copy(archive, intake, Progress.NONE);
            intake.complete();
        }

        assertRightButForTheMenu(() -> JdbcArchive.of(copy), true);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            Sql.execute(connection, "UPDATE shop_start SET seq = 2");
        }
        try (LedgerArchive archive = JdbcArchive.of(copy)) {
            assertThat(LedgerAudit.of(archive).run().firstWrong())
                    .map(WrongRow::toString)
                    .contains("transfer 3: its memo names an order, and there is no sale on record for it");
        }
    }

    private static void check(Supplier<LedgerStore> store, Supplier<LedgerArchive> archive) throws Exception {
        try (TestLedger test = new TestLedger(store)) {
            test.clock().move(Duration.ofMillis(NOW - test.clock().millis()));

            assertRightButForTheMenu(archive, true);
            Account lily = test.account("Lily");
            assertThat(order(test, lily, PAID)).isEqualTo(SOLD);
            PaymentOrder payment = payment(test, lily);
            PostedTransfer paid = TestLedger.posted(test.commit(lily, test.account("Mel"), payment));
            assertThat(paid.seq()).isEqualTo(6);
            assertThat(order(test, lily, payment.id())).isEqualTo(QUOTED);
            // Nobody has signed that one.
            assertRightButForTheMenu(archive, false);
        }
    }

    /// The menu in these rows was signed by nobody, which is the last thing that an audit looks at.
    private static void assertRightButForTheMenu(Supplier<LedgerArchive> archives, boolean withSignatures)
            throws InterruptedException {
        try (LedgerArchive archive = archives.get()) {
            LedgerAudit audit = LedgerAudit.of(archive);
            assertThat((withSignatures ? audit : audit.withoutSignatures())
                            .run()
                            .firstWrong())
                    .map(WrongRow::toString)
                    .contains("the shop of account 1 (Mel): its menu is not true: the message is cut off");
        }
    }

    private static String order(TestLedger test, Account buyer, PaymentId payment) {
        PaidOrder paid = test.ledger().shops().sale(buyer, payment).orElseThrow();
        return paid.sale().order().text();
    }

    private static PaymentOrder payment(TestLedger test, Account lily) {
        PaymentOrder plain = test.order(lily, "1.25", test.account("Mel"));
        return new PaymentOrder(
                plain.payer(),
                plain.amount(),
                plain.payee(),
                plain.id(),
                plain.expires(),
                Memo.of("order:" + QUOTED + ":" + QUOTED_HASH).orElseThrow());
    }

    /// The rules of the tables are what they were.
    private static void assertConstraintsHold(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String change : List.of(
                    "UPDATE shop_sale SET id = '" + SOLD + "' WHERE seq = 4",
                    "UPDATE shop_sale SET id = 'elevenchars' WHERE seq = 4",
                    "UPDATE shop_sale SET id = NULL WHERE seq = 4",
                    "UPDATE shop_sale SET payment = (SELECT payment FROM shop_sale WHERE seq = 5), buyer = 3 WHERE seq = 4",
                    "UPDATE shop_sale SET menu_hash = payment",
                    "INSERT INTO shop_sale SELECT * FROM shop_sale WHERE seq = 4",
                    quote("'elevenchars'", "menu_hash"),
                    quote("NULL", "menu_hash"),
                    quote("'twelve chars'", "payment"))) {
                assertRefused(connection, change);
            }
            String quote = quote("'twelve chars'", "menu_hash");
            Sql.execute(connection, quote);
            assertRefused(connection, quote);
        }
    }

    private static void assertRefused(Connection connection, String change) {
        assertThatThrownBy(() -> Sql.execute(connection, change))
                .as(change)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("constraint");
    }

    private static String quote(String id, String hash) {
        return "INSERT INTO shop_quote (merchant, buyer, id, menu_hash, basket_hash, basket, expires_at) SELECT 1, 2, "
                + id + ", " + hash + ", menu_hash, basket, 0 FROM shop_sale WHERE seq = 4";
    }
}
