package io.micropay.ledger;

import java.time.LocalDate;

/// A merchant's day.
///
/// @param merchant the number of the account
/// @param date in UTC
public record DayKey(long merchant, LocalDate date) {}
