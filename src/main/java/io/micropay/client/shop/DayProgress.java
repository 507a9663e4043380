package io.micropay.client.shop;

/// Told how far the closing of a day has come.
public interface DayProgress {

    /// So many of the receipts are read; told by several threads.
    void read(long done, long all);

    /// The file goes to the server, which holds these payments against its ledger.
    void reconciling(int payments);
}
