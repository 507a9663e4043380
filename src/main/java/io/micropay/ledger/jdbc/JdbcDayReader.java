package io.micropay.ledger.jdbc;

import io.micropay.ledger.DayPayment;
import io.micropay.ledger.DayReader;
import io.micropay.money.PaymentId;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/// Reads what is durable of an account's days, over the connection of a [JdbcReader].
final class JdbcDayReader implements DayReader {

    private final JdbcShopReader.Asking asking;

    JdbcDayReader(JdbcShopReader.Asking asking) {
        this.asking = asking;
    }

    @Override
    public long firstSince(long epochMillis) {
        return asking.ask(kept -> firstSince(new TransferRows(kept), epochMillis));
    }

    /// Numbers have no gaps, and the time never decreases with them: so it takes no index over time, but some thirty
    /// looks at the journal.
    private static long firstSince(TransferRows transfers, long epochMillis) throws SQLException {
        long from = 1;
        long to = transfers.head().seq() + 1;
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (transfers.committedAt(middle).orElse(Long.MAX_VALUE) < epochMillis) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public List<DayPayment> payments(long account, long before, int count) {
        return asking.ask(kept -> new HistoryRows(kept).dayPayments(account, before, count));
    }

    @Override
    public OptionalLong seq(long payer, PaymentId id) {
        return asking.ask(kept -> new TransferRows(kept).seq(payer, id));
    }
}
