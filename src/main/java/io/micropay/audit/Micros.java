package io.micropay.audit;

import java.math.BigDecimal;

/// A sum in millionths that, unlike an amount, may be below zero or out of range.
public final class Micros {

    private static final int PLACES = 6;

    private Micros() {}

    /// As an amount is written: `-2000`, `0.5`.
    public static String text(long micros) {
        return micros == 0
                ? "0"
                : BigDecimal.valueOf(micros, PLACES).stripTrailingZeros().toPlainString();
    }
}
