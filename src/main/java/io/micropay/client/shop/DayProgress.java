package io.micropay.client.shop;

/// Told how far the reading of a day's receipts has come, by several threads.
@FunctionalInterface
public interface DayProgress {

    void at(long done, long all);
}
