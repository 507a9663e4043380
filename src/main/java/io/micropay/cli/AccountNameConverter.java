package io.micropay.cli;

import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
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
                .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text) + "' is not a name"));
    }
}
