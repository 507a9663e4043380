package io.micropay.cli;

import io.micropay.money.PaymentId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `micropay new-id`: an id for a payment that a script may have to ask for more than once.
@Command(name = "new-id", description = "Print a new id for pay --id.")
final class NewIdCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(PaymentId.next());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
