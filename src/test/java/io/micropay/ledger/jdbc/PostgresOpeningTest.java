package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.ledger.LedgerAccessException;
import io.micropay.ledger.LedgerException;
import io.micropay.testing.Crowd;
import io.micropay.testing.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which databases a ledger is opened in, and what is said of the others.
@Timeout(60)
class PostgresOpeningTest {

    private static final String LEDGER = "ab".repeat(32);
    private static final String PASSWORD = "correct horse battery staple";

    private final String url = PostgresServer.newLedger();

    private static PostgresStore open(String url) {
        return PostgresStore.open(url, Optional.empty(), LEDGER);
    }

    private static LedgerException refusal(String url) {
        return catchThrowableOfType(LedgerException.class, () -> open(url).close());
    }

    private static LedgerAccessException noAccess(String url) {
        LedgerException refusal = refusal(url);
        assertThat(refusal).isInstanceOf(LedgerAccessException.class);
        return (LedgerAccessException) refusal;
    }

    private String tables() {
        return PostgresServer.text(
                url,
                "SELECT coalesce(string_agg(tablename, ' ' ORDER BY tablename), '') FROM pg_tables"
                        + " WHERE schemaname = current_schema()");
    }

    // Together

    @Test
    void serversThatOpenAnEmptyDatabaseAtOnceAllComeUp() throws Exception {
        int servers = 4;
        for (int round = 0; round < 3; round++) {
            String empty = PostgresServer.newLedger();
            CyclicBarrier start = new CyclicBarrier(servers);
            Callable<Long> server = () -> {
                start.await();
                try (PostgresStore store = open(empty)) {
                    return store.openingTime();
                }
            };
            assertThat(Crowd.atOnce(Collections.nCopies(servers, server))).containsOnly(0L);
        }
    }

    @Test
    void ofServersWithCertificatesOfManyCasOneBegins() throws Exception {
        int servers = 4;
        CyclicBarrier start = new CyclicBarrier(servers);
        List<Callable<Boolean>> openings = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            String ledger = ("a" + i).repeat(32);
            openings.add(() -> {
                start.await();
                try {
                    PostgresStore.open(url, Optional.empty(), ledger).close();
                    return true;
                } catch (LedgerException refused) {
                    assertThat(refused).hasMessageStartingWith("these certificates are those of another ledger");
                    return false;
                }
            });
        }

        assertThat(Crowd.atOnce(openings)).containsOnlyOnce(true);
        assertThat(PostgresServer.text(url, "SELECT count(*) FROM ledger")).isEqualTo("1");
    }

    // What it holds

    @Test
    void ledgerOfAnotherCaIsRefused() {
        open(url).close();

        assertThatThrownBy(() -> PostgresStore.open(url, Optional.empty(), "cd".repeat(32)))
                .isInstanceOf(LedgerException.class)
                .hasMessage("these certificates are those of another ledger: the one on record is " + LEDGER
                        + ", this CA's is " + "cd".repeat(32));
    }

    @Test
    void tablesOfANewerVersionAreRefused() {
        open(url).close();
        PostgresServer.execute(url, "INSERT INTO schema_version VALUES (99)");

        LedgerException refusal = refusal(url);

        assertThat(refusal)
                .hasMessage(
                        "the ledger was written by a newer version: its tables are of version 99, this one knows 5");
        assertThat(refusal.hint()).contains("use the newer version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE account (id BIGINT)                                               | account
            CREATE TABLE login (id BIGINT)                                                 | login
            CREATE TABLE schema_version (version TEXT); INSERT INTO schema_version VALUES ('1.2') | schema_version
            CREATE TABLE schema_version (script TEXT)                                      | schema_version
            CREATE TABLE schema_version (version BIGINT); INSERT INTO schema_version VALUES (2)   | schema_version
            CREATE VIEW chain_lock AS SELECT 0 AS holder                                          | ''
            """)
    void tablesOfAnotherProgramAreLeftAlone(String creation, String before) {
        PostgresServer.execute(url, creation);

        LedgerAccessException refusal = noAccess(url);

        assertThat(refusal).hasMessageStartingWith("the database holds tables of another program: ");
        assertThat(refusal.getMessage()).doesNotContain("\n");
        assertThat(refusal.hint()).contains("give the ledger a database of its own");
        assertThat(refusal.isPassing()).isFalse();
        assertThat(tables()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE position SET balance = 5 WHERE account = 0     | the ledger is damaged: the sum of its balances is not zero
            UPDATE position SET newest_seq = 7 WHERE account = 0  | the ledger is damaged: its transfers after 0 are missing
            """)
    void damagedLedgerIsRefused(String change, String error) {
        open(url).close();
        PostgresServer.execute(url, change);

        assertThat(refusal(url)).hasMessage(error);
    }

    // How it is kept

    /// These settings are the whole server's: a function of that name answers in place of the real one.
    @ParameterizedTest
    @ValueSource(strings = {"fsync", "full_page_writes"})
    void databaseThatMayLoseWhatWasCommittedIsRefused(String setting) {
        PostgresServer.execute(
                url,
                "CREATE FUNCTION current_setting(text, boolean) RETURNS text LANGUAGE sql AS 'SELECT CASE $1 WHEN ''"
                        + setting + "'' THEN ''off'' ELSE pg_catalog.current_setting($1, $2) END'");

        LedgerException refusal = refusal(url + ",pg_catalog");

        assertThat(refusal)
                .hasMessage("the database runs with " + setting + "=off: a crash would lose committed payments");
        assertThat(refusal.hint()).contains("set " + setting + " = on in its configuration");
        assertThat(tables()).isEmpty();
    }

    @Test
    void databaseThatCanOnlyBeReadIsRefused() {
        LedgerAccessException refusal = noAccess(url + "&options=-c%20default_transaction_read_only=on");

        assertThat(refusal).hasMessage("the ledger's database cannot be opened: the database can only be read");
        assertThat(refusal.hint()).contains("name the primary, or several hosts and targetServerType=primary");
    }

    // Who may come in

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /nowhere?user=postgres                  | database "nowhere" does not exist                        | create the database, or correct its url
            /postgres?user=nobody                   | role "nobody" does not exist                             | see to the user in the database's url, and to the password
            """)
    void whatDoesNotExistIsNamed(String place, String error, String hint) {
        LedgerAccessException refusal = noAccess("jdbc:postgresql://127.0.0.1:" + PostgresServer.port() + place);

        assertThat(refusal).hasMessage("the ledger's database cannot be opened: " + error);
        assertThat(refusal.hint()).contains(hint);
        assertThat(refusal.isPassing()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1:1     | Connection to 127.0.0.1:1 refused (Connection refused
            nowhere.invalid | The connection attempt failed (nowhere.invalid
            """)
    void hostThatCannotBeReachedMayBeReachedLater(String host, String error) {
        LedgerAccessException refusal = noAccess("jdbc:postgresql://" + host + "/ledger?user=postgres");

        // The JDK says "Connection refused" or "Connection refused (connect failed)", as its socket found it.
        assertThat(refusal).hasMessageStartingWith("the ledger's database cannot be opened: " + error);
        assertThat(refusal.hint()).contains("see whether the database runs, and whether its url is right");
        assertThat(refusal.isPassing()).isTrue();
    }

    @Test
    void wrongPasswordIsRefusedAndNotRepeated() {
        String user = PostgresServer.newUser(PASSWORD);
        String asUser = url.replace("user=postgres", "user=" + user);
        String wrong = "swordfish and chips";

        LedgerException refusal = catchThrowableOfType(
                LedgerException.class, () -> PostgresStore.open(asUser, Optional.of(wrong), LEDGER));

        assertThat(refusal)
                .isInstanceOf(LedgerAccessException.class)
                .hasMessage("the ledger's database cannot be opened: password authentication failed for user \"" + user
                        + "\"")
                .hasStackTraceContaining(user);
        assertThat(refusal.hint()).contains("see to the user in the database's url, and to the password");
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(wrong);
        }
    }

    /// Asked again it would say the same: it is the operator who has to do something.
    @Test
    void serverThatAsksForWhatWasNotGivenIsNotAskedAgain() {
        String asUser = url.replace("user=postgres", "user=" + PostgresServer.newUser(PASSWORD));
        String overTls = url + "&sslmode=require";

        for (String place : List.of(asUser, overTls)) {
            LedgerAccessException refusal = catchThrowableOfType(
                    LedgerAccessException.class, () -> PostgresStore.open(place, Optional.empty(), LEDGER));
            assertThat(refusal.isPassing()).isFalse();
            assertThat(refusal.hint()).contains("see to the password, and to sslmode in the database's url");
        }
    }

    @Test
    void userWhoMayNotMakeTablesIsRefused() {
        String user = PostgresServer.newUser(PASSWORD);
        PostgresServer.execute(url, "GRANT USAGE ON SCHEMA " + PostgresServer.schema(url) + " TO " + user);
        String asUser = url.replace("user=postgres", "user=" + user);

        LedgerException refusal = catchThrowableOfType(
                LedgerException.class, () -> PostgresStore.open(asUser, Optional.of(PASSWORD), LEDGER));

        assertThat(refusal)
                .isInstanceOf(LedgerAccessException.class)
                .hasMessage("the ledger's database cannot be opened: permission denied for schema "
                        + PostgresServer.schema(url));
        assertThat(refusal.hint()).contains("the user must own the database, or may create tables in it");
    }

    /// The rights that the documentation tells to give are enough.
    @Test
    void userWhoOwnsTheSchemaIsEnough() {
        String user = PostgresServer.newUser(PASSWORD);
        PostgresServer.execute(url, "ALTER SCHEMA " + PostgresServer.schema(url) + " OWNER TO " + user);

        PostgresStore.open(url.replace("user=postgres", "user=" + user), Optional.of(PASSWORD), LEDGER)
                .close();

        assertThat(tables()).contains("transfer");
    }

    @Test
    void databaseWithoutAFreeConnectionMayHaveOneLater() {
        String user = PostgresServer.newUser(PASSWORD);
        PostgresServer.execute(url, "ALTER ROLE " + user + " CONNECTION LIMIT 0");

        LedgerException refusal = catchThrowableOfType(
                LedgerException.class,
                () -> PostgresStore.open(url.replace("user=postgres", "user=" + user), Optional.of(PASSWORD), LEDGER));

        assertThat(refusal)
                .hasMessage("the ledger's database cannot be opened: too many connections for role \"" + user + "\"");
        assertThat(((LedgerAccessException) refusal).isPassing()).isTrue();
    }
}
