package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Reading;
import io.micropay.money.AccountName;
import java.time.LocalDate;
import picocli.CommandLine.Parameters;

/// The parameters that name a merchant's day.
final class SettlementDay {

    @Parameters(
            index = "0",
            paramLabel = "MERCHANT",
            converter = AccountNameConverter.class,
            description = "The merchant's account.")
    private AccountName merchant;

    @Parameters(index = "1", paramLabel = "YYYY-MM-DD", description = "The day, in UTC.")
    private String date;

    AccountName merchant() {
        return merchant;
    }

    LocalDate date() throws CliException {
        try {
            return Reading.day(date);
        } catch (CommandFailedException notADay) {
            throw CliException.of(notADay);
        }
    }
}
