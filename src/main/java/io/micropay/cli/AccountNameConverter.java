package io.micropay.cli;

import io.micropay.money.AccountName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of an account from the command line, `@treasury` too.
final class AccountNameConverter implements ITypeConverter<AccountName> {

    @Override
    public AccountName convert(String text) {
        if (text.equals(AccountName.TREASURY.text())) {
            return AccountName.TREASURY;
        }
        return AccountName.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + Printable.of(text) + "' is not a name"));
    }
}
