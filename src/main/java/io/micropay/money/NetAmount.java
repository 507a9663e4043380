package io.micropay.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// An amount with a sign: what was taken in, or, below zero, paid back. Sums of it are exact, however many.
///
/// It is written as an [Amount], with a minus before it when it is below zero; there is one way to write each.
public record NetAmount(BigInteger micros) {

    public static final NetAmount ZERO = new NetAmount(BigInteger.ZERO);

    private static final BigInteger MICROS_PER_UNIT = BigInteger.valueOf(Amount.MICROS_PER_UNIT);

    /// As many digits as the sum of all that a block can list, and more.
    private static final Pattern SUM = Pattern.compile("-?(0|[1-9][0-9]{0,19})(\\.[0-9]{0,5}[1-9])?");

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

    /// Reads a sum of such amounts, which may be zero; empty when it is not of the form.
    public static Optional<NetAmount> parseSum(String text) {
        return SUM.matcher(text).matches() && !text.equals("-0")
                ? Optional.of(new NetAmount(new BigDecimal(text)
                        .multiply(new BigDecimal(MICROS_PER_UNIT))
                        .toBigIntegerExact()))
                : Optional.empty();
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
