package io.micropay.bench;

import java.util.Arrays;
import java.util.List;

/// Connects the first accounts of a bench, and logs them in.
final class Payees {

    private Payees() {}

    /// One connection for each; accounts that the server does not know are registered.
    ///
    /// @param balances is told what each has
    static List<Payee> connect(int count, Accounts accounts, Clients clients, Balances balances, Display display)
            throws BenchException, InterruptedException {
        Payee[] payees = new Payee[count];
        try (Display.Step step = display.begin("connecting", count)) {
            Crowd.forEach(count, (i, scratch) -> {
                BenchAccount account = accounts.get(i);
                TlsPeer peer = clients.connect(account, scratch);
                payees[i] = new Payee(account, peer);
                if (!accounts.isRegistered(i)) {
                    clients.register(account, peer, scratch);
                }
                balances.begin(i, clients.logIn(account, peer, scratch));
                step.advance();
            });
        }
        accounts.registeredUpTo(count);
        return Arrays.asList(payees);
    }
}
