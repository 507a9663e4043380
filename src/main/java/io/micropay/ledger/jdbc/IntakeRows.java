package io.micropay.ledger.jdbc;

import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.ArchivedCancellation;
import io.micropay.ledger.ArchivedItem;
import io.micropay.ledger.ArchivedPosition;
import io.micropay.ledger.ArchivedRefusal;
import io.micropay.ledger.ArchivedSale;
import io.micropay.ledger.ArchivedSettlement;
import io.micropay.ledger.ArchivedShop;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.BatchChanges.HistoryMark;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Writes all tables, row by row and as another ledger has them.
final class IntakeRows {

    private static final String ACCOUNT = """
            INSERT INTO account (number, name, name_key, public_key, key_hash, opened_at) VALUES (?, ?, ?, ?, ?, ?)""";
    private static final String POSITION = """
            INSERT INTO position (account, balance, transfers, newest_seq, newest_paid) VALUES (?, ?, ?, ?, ?)""";
    private static final String TRANSFER = """
            INSERT INTO transfer (seq, id, payer, payee, payer_name, payee_name, amount, expires, memo, committed_at,
                                  payer_signature, payee_signature, payer_previous, payee_previous, chain_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String MARK = "INSERT INTO history_mark (account, seq) VALUES (?, ?)";
    private static final String REFUSAL =
            "INSERT INTO refusal (payer, id, payee, reason, refused_at) VALUES (?, ?, ?, ?, ?)";
    private static final String CANCELLATION = "INSERT INTO cancellation (payer, id, cancelled_at) VALUES (?, ?, ?)";

    private static final String SHOP =
            "INSERT INTO shop (merchant, sort_key, menu_hash, items, open, menu) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String ITEM = """
            INSERT INTO shop_item (merchant, sku, place, category, title, price, on_hand)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
    private static final String SALE = """
            INSERT INTO shop_sale (seq, payment, buyer, merchant, id, menu_hash, basket)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";

    private static final String SETTLEMENT =
            "INSERT INTO settlement (merchant, day, file_hash, report) VALUES (?, ?, ?, ?)";

    private final KeptStatements statements;

    IntakeRows(KeptStatements statements) {
        this.statements = statements;
    }

    /// Sets the parameters of a statement to one row.
    private interface Row<T> {
        void set(PreparedStatement insert, T row) throws SQLException;
    }

    private <T> void insert(String sql, List<T> page, Row<T> row) throws SQLException {
        PreparedStatement insert = statements.of(sql);
        for (T values : page) {
            row.set(insert, values);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /// Takes away the treasury that new tables begin with: the other ledger has its own.
    void clear() throws SQLException {
        statements.of("DELETE FROM position").executeUpdate();
        statements.of("DELETE FROM account").executeUpdate();
    }

    void bind(String ledgerId) throws SQLException {
        insert("INSERT INTO ledger (id) VALUES (?)", List.of(ledgerId), (insert, id) -> insert.setString(1, id));
    }

    void accounts(List<ArchivedAccount> page) throws SQLException {
        insert(ACCOUNT, page, (insert, account) -> {
            insert.setLong(1, account.number());
            insert.setString(2, account.name());
            insert.setString(3, account.nameKey());
            insert.setBytes(4, account.publicKey());
            insert.setBytes(5, account.keyHash());
            insert.setLong(6, account.openedAt());
        });
    }

    void positions(List<ArchivedPosition> page) throws SQLException {
        insert(POSITION, page, (insert, position) -> {
            insert.setLong(1, position.account());
            insert.setLong(2, position.balance());
            insert.setLong(3, position.transfers());
            insert.setLong(4, position.newestSeq());
            insert.setBytes(5, position.newestPaid());
        });
    }

    void transfers(List<ArchivedTransfer> page) throws SQLException {
        insert(TRANSFER, page, (insert, transfer) -> {
            insert.setLong(1, transfer.seq());
            insert.setBytes(2, transfer.id());
            insert.setLong(3, transfer.payer());
            insert.setLong(4, transfer.payee());
            insert.setString(5, transfer.payerName());
            insert.setString(6, transfer.payeeName());
            insert.setLong(7, transfer.amount());
            insert.setString(8, transfer.expires());
            insert.setString(9, transfer.memo());
            insert.setLong(10, transfer.committedAt());
            insert.setBytes(11, transfer.payerSignature());
            insert.setBytes(12, transfer.payeeSignature());
            insert.setLong(13, transfer.payerPrevious());
            insert.setLong(14, transfer.payeePrevious());
            insert.setBytes(15, transfer.chainHash());
        });
    }

    void marks(List<HistoryMark> page) throws SQLException {
        insert(MARK, page, (insert, mark) -> {
            insert.setLong(1, mark.account());
            insert.setLong(2, mark.seq());
        });
    }

    void refusals(List<ArchivedRefusal> page) throws SQLException {
        insert(REFUSAL, page, (insert, refusal) -> {
            insert.setLong(1, refusal.payer());
            insert.setBytes(2, refusal.id());
            insert.setLong(3, refusal.payee());
            insert.setString(4, refusal.reason());
            insert.setLong(5, refusal.refusedAt());
        });
    }

    void cancellations(List<ArchivedCancellation> page) throws SQLException {
        insert(CANCELLATION, page, (insert, cancellation) -> {
            insert.setLong(1, cancellation.payer());
            insert.setBytes(2, cancellation.id());
            insert.setLong(3, cancellation.cancelledAt());
        });
    }

    void shopStart(long seq) throws SQLException {
        insert("UPDATE shop_start SET seq = ?", List.of(seq), (update, start) -> update.setLong(1, start));
    }

    void shops(List<ArchivedShop> page) throws SQLException {
        insert(SHOP, page, (insert, shop) -> {
            insert.setLong(1, shop.merchant());
            insert.setBytes(2, shop.sortKey());
            insert.setBytes(3, shop.menuHash());
            insert.setLong(4, shop.items());
            insert.setLong(5, shop.open());
            insert.setBytes(6, shop.menu());
        });
    }

    void settlements(List<ArchivedSettlement> page) throws SQLException {
        insert(SETTLEMENT, page, (insert, settlement) -> {
            insert.setLong(1, settlement.merchant());
            insert.setString(2, settlement.date());
            insert.setBytes(3, settlement.fileHash());
            insert.setBytes(4, settlement.report());
        });
    }

    void items(List<ArchivedItem> page) throws SQLException {
        insert(ITEM, page, (insert, item) -> {
            insert.setLong(1, item.merchant());
            insert.setString(2, item.sku());
            insert.setLong(3, item.place());
            insert.setString(4, item.category());
            insert.setString(5, item.title());
            insert.setLong(6, item.price());
            insert.setLong(7, item.onHand());
        });
    }

    void sales(List<ArchivedSale> page) throws SQLException {
        insert(SALE, page, (insert, sale) -> {
            insert.setLong(1, sale.seq());
            insert.setBytes(2, sale.payment());
            insert.setLong(3, sale.buyer());
            insert.setLong(4, sale.merchant());
            insert.setString(5, sale.order());
            insert.setBytes(6, sale.menuHash());
            insert.setString(7, sale.basket());
        });
    }
}
