package io.micropay.settlement;

import io.micropay.money.AccountName;
import java.time.LocalDate;
import java.util.List;

/// Whose day it is: the first row of a settlement, and of the report on it.
///
/// @param ledger 64 lower-case hex digits
/// @param date   a day in UTC
public record SettlementHeader(String ledger, AccountName merchant, LocalDate date) {

    static final String TITLE = "micropay-settlement";
    static final String VERSION = "1";

    List<String> values(String title) {
        return List.of(title, VERSION, ledger, merchant.text(), date.toString());
    }
}
