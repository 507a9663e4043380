package io.micropay.settlement;

import io.micropay.money.Amount;
import java.math.BigInteger;
import java.util.Optional;

/// An amount with a sign: what was taken in, or, below zero, paid back. Sums of it are exact, however many.
///
/// It is written as an [Amount], with a minus before it when it is below zero; there is one way to write each.
public record NetAmount(BigInteger micros) {

    public static final NetAmount ZERO = new NetAmount(BigInteger.ZERO);

    private static final BigInteger MICROS_PER_UNIT = BigInteger.valueOf(Amount.MICROS_PER_UNIT);

    public static NetAmount of(Amount amount) {
        return new NetAmount(BigInteger.valueOf(amount.micros()));
    }

    /// Reads the amount of one payment; empty when it is not of the form, or zero.
    public static Optional<NetAmount> parse(String text) {
        return text.startsWith("-") ? parsePositive(text.substring(1)).map(NetAmount::negated) : parsePositive(text);
    }

    private static Optional<NetAmount> parsePositive(String text) {
        return Amount.parse(text).filter(amount -> !amount.isZero()).map(NetAmount::of);
    }

    public NetAmount plus(NetAmount other) {
        return new NetAmount(micros.add(other.micros));
    }

    public NetAmount negated() {
        return new NetAmount(micros.negate());
    }

    @Override
    public String toString() {
        BigInteger[] parts = micros.abs().divideAndRemainder(MICROS_PER_UNIT);
        // The fraction is less than a unit, and an amount knows how to write it: 0.25 is left without its zero.
        String fraction = new Amount(parts[1].longValueExact()).toString().substring(1);
        return (micros.signum() < 0 ? "-" : "") + parts[0] + fraction;
    }
}
