package io.micropay.audit;

import io.micropay.ledger.ArchivedDay;
import io.micropay.ledger.ArchivedSettlement;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// The days that were settled when an audit began. Those are final: whatever a later look finds of one must be right.
final class SettledDays {

    private final Set<ArchivedDay> days = new HashSet<>();

    void add(ArchivedDay day) {
        days.add(day);
    }

    boolean contains(ArchivedSettlement row) {
        return days.contains(new ArchivedDay(row.merchant(), row.date()));
    }

    Stream<ArchivedDay> all() {
        return days.stream();
    }

    int size() {
        return days.size();
    }
}
