package io.micropay.client.shell;

import io.micropay.money.PaymentOrder;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The other side of a command that runs once: results go out, and all that is said on the way goes beside them.
///
/// There are no commands to type. Who sits at a terminal can be asked, such as for a password.
public final class Aside implements Dialogue {

    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable Console console;

    /// What may be paid while no result has told of it.
    private volatile @Nullable PaymentOrder open;

    /// @param console null where nobody can be asked
    public Aside(PrintWriter out, PrintWriter err, @Nullable Console console) {
        this.out = out;
        this.err = err;
        this.console = console;
    }

    @Override
    public boolean isPerson() {
        return console != null;
    }

    @Override
    public Optional<String> command() {
        return Optional.empty();
    }

    @Override
    public Optional<String> answer(String question) {
        tell(question);
        return Optional.ofNullable(console).map(Console::readLine);
    }

    @Override
    public Optional<String> secret(String question) {
        tell(question);
        return Optional.ofNullable(console).map(Console::readPassword).map(String::new);
    }

    @Override
    public void say(String lines) {
        tell(lines);
    }

    @Override
    public void print(String text) {
        out.print(text);
        out.flush();
        open(Optional.empty());
    }

    @Override
    public boolean isHeard() {
        return !out.checkError();
    }

    /// An order is out, until there is a result; empty when none is.
    void open(Optional<PaymentOrder> order) {
        open = order.orElse(null);
    }

    /// From any thread: what is left to say if the process ends now.
    public Optional<CommandFailedException> lastWord() {
        return Optional.ofNullable(open).map(Failures::interrupted);
    }

    @Override
    public void tell(String lines) {
        err.println(lines);
        err.flush();
    }

    @Override
    public void onInterrupt(Runnable action) {
        // It is interrupted by ending its process.
    }

    @Override
    public void lost(CommandFailedException reason) {
        // Whoever asks next learns it.
    }

    @Override
    public void close() {
        // Its streams are the process's.
    }
}
