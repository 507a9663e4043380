package io.micropay.audit;

import io.micropay.money.AccountName;

/// A merchant's day, by his name.
///
/// @param date `yyyy-mm-dd`
record NamedDay(AccountName merchant, String date) {
    @Override
    public String toString() {
        return merchant + " " + date;
    }
}
