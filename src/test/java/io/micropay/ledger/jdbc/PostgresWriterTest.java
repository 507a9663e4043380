package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ChainHead;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the writer makes of a database that does not let it in. See also `PostgresFaultsTest`.
class PostgresWriterTest {

    /// A wrong password, no such user, no such database, no connections allowed, nobody there.
    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "55000", "08001"})
    void batchThatFindsNoConnectionIsLostAndNotInDoubt(String state) {
        var writer = new PostgresWriter(
                () -> {
                    throw new SQLException("not you", state);
                },
                new PostgresDialect(),
                ChainHead.empty());

        BatchLostException lost = catchThrowableOfType(BatchLostException.class, () -> writer.begin(List.of()));

        assertThat(lost).hasMessageContaining("not you");
        assertThat(lost.isInDoubt()).isFalse();
    }
}
