package io.micropay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/// What a command says in this process.
record Invocation(int exitCode, String out, String err) {

    static Invocation of(Callable<Integer> command, String... arguments) {
        return of(command, Map.of(), arguments);
    }

    /// @param program as it was made for these arguments
    static Invocation of(CommandLine program, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = program.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /// @param environment what sets the options that no argument sets
    static Invocation of(Callable<Integer> command, Map<String, String> environment, String... arguments) {
        return of(
                ErrorReport.reporting(new CommandLine(command))
                        .setDefaultValueProvider(new EnvironmentDefaults(environment)),
                arguments);
    }
}
