package io.micropay.cli;

import io.micropay.client.shell.Aside;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.OutcomeJson;
import io.micropay.client.shell.OutcomeText;
import io.micropay.crypto.CryptoException;
import io.micropay.files.NotCreatedException;
import io.micropay.money.AccountName;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A command that uses a wallet once: whose it is, and how the result is shown.
///
/// Results go to standard output, and all that is said on the way to standard error.
abstract class WalletCommand implements Callable<Integer> {

    /// What stands below the help of each of them.
    static final String EXIT_CODES = "Exit codes: 0 done, 1 refused, 2 wrong usage, 4 not let in, 5 insufficient funds,"
            + " 69 the server cannot be reached or has not answered; see the README for the others.";

    @Mixin
    private WalletOptions wallet;

    @Option(names = "--json", description = "Print the result as JSON, one object on a line.", fallbackValue = "true")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private @Nullable Aside aside;

    @Override
    public final Integer call() throws CryptoException, CliException, NotCreatedException {
        LastWord lastWord = LastWord.whenEnded(aside()::lastWord);
        try {
            run(wallet.requireName());
            return ExitCode.DONE;
        } catch (CommandFailedException failure) {
            throw CliException.of(failure);
        } finally {
            lastWord.close();
        }
    }

    /// Does it for the wallet of this name.
    abstract void run(AccountName name)
            throws CommandFailedException, CryptoException, CliException, NotCreatedException;

    WalletOptions wallet() {
        return wallet;
    }

    CommandSpec spec() {
        return spec;
    }

    Aside aside() {
        Aside current = aside;
        if (current == null) {
            CommandLine commandLine = spec.commandLine();
            current = new Aside(commandLine.getOut(), commandLine.getErr(), StandardStreams.console());
            aside = current;
        }
        return current;
    }

    void show(Outcome outcome) {
        aside().print(json ? OutcomeJson.of(outcome) : OutcomeText.of(outcome));
    }
}
