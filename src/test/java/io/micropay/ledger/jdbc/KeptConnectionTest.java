package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// How often a connection is asked for. That one which has gone is opened again is in `PostgresFaultsTest`.
class KeptConnectionTest {

    @Test
    void databaseThatIsAwayIsDialledOnce() {
        AtomicInteger dialled = new AtomicInteger();
        var connection = new KeptConnection(
                () -> {
                    dialled.incrementAndGet();
                    throw new SQLException("no route to host", "08001");
                },
                new PostgresDialect());

        assertThatThrownBy(() -> connection.ask(statements -> true)).isInstanceOf(SQLException.class);

        assertThat(dialled).hasValue(1);
    }
}
