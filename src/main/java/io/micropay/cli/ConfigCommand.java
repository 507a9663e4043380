package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay config`: what is set, and where.
@Command(
        name = "config",
        description = "Show what options are set to, and where.",
        subcommands = ConfigShowCommand.class)
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: show");
    }
}
