package io.micropay.audit;

import io.micropay.money.AccountName;
import io.micropay.settlement.SettlementHeader;

/// A merchant's day, by his name.
///
/// @param date `yyyy-mm-dd`
record NamedDay(AccountName merchant, String date) {
    static NamedDay of(SettlementHeader header) {
        return new NamedDay(header.merchant(), header.date().toString());
    }

    @Override
    public String toString() {
        return merchant + " " + date;
    }
}
