package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.ledger.LedgerBusyException;
import io.micropay.ledger.Logins.Login;
import io.micropay.money.AccountName;
import io.micropay.testing.CuttingProxy;
import io.micropay.testing.CuttingProxy.Cut;
import io.micropay.testing.Drill;
import io.micropay.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Logins over a connection that breaks. See also the two servers of `SharedLedgerIT`.
@Timeout(60)
class SharedLoginsTest {

    private final String url = PostgresServer.newLedger();
    private final CuttingProxy proxy = CuttingProxy.to(PostgresServer.port());
    private final ConcurrentLinkedQueue<Login> takenOver = new ConcurrentLinkedQueue<>();
    private SharedLogins logins;
    private SharedLogins others;

    @BeforeEach
    void open() {
        PostgresStore.open(url, Optional.empty(), "ab".repeat(32)).close();
        logins = start(proxy.url(url));
        logins.onTakeOver(takenOver::add);
        others = start(url);
    }

    @AfterEach
    void close() {
        proxy.comeUp();
        logins.close();
        others.close();
        proxy.close();
    }

    private static SharedLogins start(String url) {
        return SharedLogins.start(new PostgresConnections(url, Optional.empty())::openVolatile, new PostgresDialect());
    }

    private static Login login(String name) {
        return new Login(AccountName.parse(name).orElseThrow(), UUID.randomUUID(), "127.0.0.1", 2000);
    }

    @Test
    void loginWhoseAnswerIsLostIsMade() {
        Login joanne = login("Joanne");
        proxy.cutAt("INSERT INTO login", Cut.BEFORE_THE_ANSWER);

        assertThat(logins.enter(joanne)).isTrue();

        assertThat(proxy.hasCut()).isTrue();
        assertThat(logins.enter(login("Joanne"))).isFalse();
        assertThat(others.enter(login("Joanne"))).isFalse();
        assertThat(others.online()).containsExactly(joanne);
    }

    @Test
    void takeOverWhoseAnswerIsLostIsMade() {
        others.enter(login("Joanne"));
        Login joanne = login("Joanne");
        proxy.cutAt("INSERT INTO login", Cut.BEFORE_THE_ANSWER);

        logins.takeOver(joanne);

        assertThat(others.online()).containsExactly(joanne);
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        Login joanne = login("Joanne");
        Login lily = login("Lily");
        logins.enter(joanne);
        logins.enter(lily);
        proxy.goDown();

        logins.leave(joanne);
        assertThatThrownBy(() -> logins.enter(login("Max"))).isInstanceOf(LedgerBusyException.class);
        assertThatThrownBy(() -> logins.online()).isInstanceOf(LedgerBusyException.class);
        proxy.comeUp();

        await().until(() -> others.online().equals(List.of(lily)));
        assertThat(takenOver).isEmpty();
    }

    /// A take-over that reached the database, though nobody could be told: the session that asked for it was told
    /// that the server is busy, and the one before stays.
    @Test
    void takeOverThatWasNotAcknowledgedIsUndone() {
        Login before = login("Joanne");
        logins.enter(before);
        proxy.goDownAt("INSERT INTO login", Cut.BEFORE_THE_ANSWER);
        assertThatThrownBy(() -> logins.takeOver(login("Joanne"))).isInstanceOf(LedgerBusyException.class);
        proxy.comeUp();

        await().until(() -> others.online().equals(List.of(before)));
        assertThat(takenOver).isEmpty();
    }

    @Test
    void takeOverIsLearntThoughTheRoundBreaksOff() {
        Login before = login("Joanne");
        logins.enter(before);
        others.takeOver(login("Joanne"));
        proxy.cutAt("DELETE FROM server", Cut.BEFORE_IT_ARRIVES);

        await().until(() -> takenOver.contains(before));

        assertThat(proxy.hasCut()).isTrue();
    }

    /// However long those wait who ask for the list.
    @Drill
    @Test
    void serverSaysThatItLivesWhileManyWaitForTheList() throws Exception {
        try (Connection byHand = DriverManager.getConnection(url);
                Statement hand = byHand.createStatement()) {
            hand.execute("BEGIN; LOCK TABLE login");
            for (int i = 0; i < 8; i++) {
                Thread.startVirtualThread(new FutureTask<>(logins::online));
            }

            await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(7)).until(() -> silenceMillis() < 4_000);
        }
    }

    /// For how long the most silent of the servers has said nothing.
    private long silenceMillis() {
        return Long.parseLong(
                PostgresServer.text(url, "SELECT max(" + PostgresDialect.NOW_MILLIS + " - seen_at) FROM server"));
    }

    /// The rows of a server that has not been seen for a minute are swept away by the others. When it is back, it
    /// enters its people again, unless they have come back elsewhere.
    @Drill
    @Test
    void serverThatWasGivenUpComesBack() {
        Login joanne = login("Joanne");
        Login lily = login("Lily");
        logins.enter(joanne);
        logins.enter(lily);
        proxy.goDown();
        PostgresServer.execute(url, "DELETE FROM server WHERE id = (SELECT max(server) FROM login)");
        await().until(() ->
                PostgresServer.text(url, "SELECT count(*) FROM login").equals("0"));
        Login later = login("Lily");
        assertThat(others.enter(later)).isTrue();

        proxy.comeUp();

        await().until(() -> others.online().equals(List.of(joanne, later)));
        assertThat(takenOver).containsExactly(lily);
    }

    @Test
    void closedOneKeepsNoConnection() {
        SharedLogins third = start(url + "&ApplicationName=third");
        // One for people's questions, and one for the sign of life.
        await().until(() -> connectionsOf("third").equals("2"));

        third.close();

        await().until(() -> connectionsOf("third").equals("0"));
    }

    private String connectionsOf(String application) {
        return PostgresServer.text(
                url, "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'");
    }

    @Test
    void nothingIsLeftOfAServerThatHasStopped() {
        logins.enter(login("Joanne"));

        logins.close();

        assertThat(others.online()).isEmpty();
        assertThat(PostgresServer.text(url, "SELECT count(*) FROM login")).isEqualTo("0");
        assertThat(PostgresServer.text(url, "SELECT count(*) FROM server")).isEqualTo("1");
    }
}
