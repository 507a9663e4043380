package io.micropay.cli;

import io.micropay.money.Amount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads an amount from the command line, as people write it.
final class AmountConverter implements ITypeConverter<Amount> {

    @Override
    public Amount convert(String text) {
        return Amount.parseTyped(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not an amount: write it like 2000 or 0.5, with at most six decimals"));
    }
}
