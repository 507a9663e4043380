package io.micropay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line's entry, reached through `Launcher`.
@Command(name = "micropay", mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    private Main() {}

    /// Runs one command and exits with its code.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}
