package io.micropay.ledger;

/// What the ledger says of a merchant's day, asked with one file of his.
public sealed interface DayState {

    /// It can still get payments, by the clock that decided so.
    record NotOver() implements DayState {}

    /// It is over and not settled. All its payments are durable.
    record Open() implements DayState {}

    /// It is settled with this file.
    record Settled(SettledDay day) implements DayState {}

    /// It is settled with another file, for good.
    record SettledOtherwise() implements DayState {}

    /// The ledger is at its limit; nothing is said about the day.
    record Busy() implements DayState {}
}
