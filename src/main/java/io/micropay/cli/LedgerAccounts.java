package io.micropay.cli;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerStore;
import io.micropay.money.AccountName;

/// Looks up single accounts for an operator, who may see all of them.
final class LedgerAccounts {

    private LedgerAccounts() {}

    /// @throws CliException when there is no account of that name
    static Account find(LedgerStore.Reader reader, AccountName name) throws CliException {
        if (name.equals(AccountName.TREASURY)) {
            return reader.treasury();
        }
        return reader.account(name)
                .orElseThrow(() -> new CliException(
                        "there is no account " + name + " in this ledger",
                        "micropay ledger balance lists all of them",
                        ExitCode.REFUSED));
    }
}
