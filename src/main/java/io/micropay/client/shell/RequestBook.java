package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;

/// Has written down what the wallet asks to be paid.
public final class RequestBook {

    private final Wallet wallet;

    public RequestBook(Wallet wallet) {
        this.wallet = wallet;
    }

    /// Makes a request, which is paid once.
    ///
    /// @param server where the payer meets this wallet
    public Outcome.Requested make(AccountName payee, ServerAddress server, Amount amount, Memo words)
            throws CommandFailedException {
        return new Outcome.Requested(asked(() -> wallet.request(payee, server, amount, words)));
    }
}
