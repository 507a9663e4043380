package io.micropay.ledger.jdbc;

import io.micropay.ledger.BatchLostException;
import io.micropay.ledger.ItemKey;
import io.micropay.ledger.QuoteKey;
import io.micropay.ledger.Shelf;
import io.micropay.ledger.ShopRecords;
import io.micropay.ledger.ShopStatus;
import io.micropay.ledger.StoreBusyException;
import io.micropay.shop.Quote;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/// The shops as one transaction of the writer finds them. What nothing is asked about costs nothing.
final class JdbcShopRecords implements ShopRecords {

    private final BatchWriter writer;
    private final Failing failing;

    JdbcShopRecords(BatchWriter writer, Failing failing) {
        this.writer = writer;
        this.failing = failing;
    }

    /// What the batch makes of a failure.
    interface Failing {
        StoreBusyException failed(SQLException failure) throws BatchLostException;
    }

    private interface Question<K, V> {
        Map<K, V> ask() throws SQLException;
    }

    @Override
    public Map<Long, ShopStatus> shops(Set<Long> merchants) throws StoreBusyException, BatchLostException {
        return ask(merchants, () -> ShopRows.find(writer, merchants));
    }

    @Override
    public Map<QuoteKey, Quote> quotes(Set<QuoteKey> keys) throws StoreBusyException, BatchLostException {
        return ask(keys, () -> QuoteRows.find(writer, keys));
    }

    @Override
    public Map<ItemKey, Shelf> shelves(Set<ItemKey> items) throws StoreBusyException, BatchLostException {
        return ask(items, () -> ShopRows.shelves(writer, items));
    }

    @Override
    public Map<ItemKey, Long> held(Set<ItemKey> items, long now) throws StoreBusyException, BatchLostException {
        return ask(items, () -> QuoteRows.held(writer, items, now));
    }

    @Override
    public Map<ItemKey, Long> heldBy(Set<Long> merchants, long now) throws StoreBusyException, BatchLostException {
        return ask(merchants, () -> QuoteRows.heldBy(writer, merchants, now));
    }

    private <K, V> Map<K, V> ask(Set<?> keys, Question<K, V> question) throws StoreBusyException, BatchLostException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try {
            return question.ask();
        } catch (SQLException failure) {
            throw failing.failed(failure);
        }
    }
}
