package io.micropay.cli;

import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `micropay config show`: what each option is set to, and what has set it.
///
/// A command's options are read by the same parser, from the same places, as when the command runs.
@Command(
        name = "show",
        description = "Show what each option is set to, as a configuration file would have it.",
        footer = {
            "",
            "micropay config show server --workers 8 --origin shows what that command would run with, and whether a flag,"
                    + " a variable, a line of the file or nobody has said so."
        })
final class ConfigShowCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            completionCandidates = Main.CommandNames.class,
            description = "Only of this command, such as ledger verify, with its options if you like (all commands).")
    private @Nullable String command;

    @Unmatched
    private List<String> rest = new ArrayList<>();

    @Option(names = "--origin", description = "Show also where each value comes from.", fallbackValue = "true")
    private boolean origins;

    @Option(
            names = "--json",
            description = "Print them, with their origins, as one JSON object.",
            fallbackValue = "true")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException {
        OptionDefaults defaults =
                OptionDefaults.of(spec.commandLine()).orElseThrow(() -> new IllegalStateException("not the program's"));
        List<Setting> settings = settings(defaults);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SettingsJson.of(defaults.configuration(), settings));
        } else {
            print(settings, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private List<Setting> settings(OptionDefaults defaults) throws CliException {
        if (command == null && !rest.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "options belong behind their command: " + PlainText.shown(rest.getFirst()));
        }
        String[] args = command == null
                ? new String[0]
                : Stream.concat(Stream.of(command), rest.stream()).toArray(String[]::new);
        CommandLine program = Main.program(defaults, args);
        new KnownKeys(program).require(defaults.configuration());
        if (command == null) {
            program.parseArgs();
            return below(program)
                    .flatMap(each -> Setting.of(each, null, defaults))
                    .toList();
        }
        ParseResult parsed = parse(program, args);
        CommandLine chosen = parsed.commandSpec().commandLine();
        return Stream.concat(
                        Setting.of(chosen, parsed, defaults),
                        below(chosen).flatMap(each -> Setting.of(each, null, defaults)))
                .toList();
    }

    /// What a command needs by its place is not asked for here.
    private ParseResult parse(CommandLine program, String... args) {
        program.setErr(spec.commandLine().getErr());
        collectErrors(program);
        ParseResult parsed = program.parseArgs(args);
        while (parsed.hasSubcommand()) {
            raise(parsed);
            parsed = parsed.subcommand();
        }
        raise(parsed);
        return parsed;
    }

    private static void collectErrors(CommandLine commandLine) {
        commandLine.getCommandSpec().parser().collectErrors(true);
        commandLine.getSubcommands().values().forEach(ConfigShowCommand::collectErrors);
    }

    private static void raise(ParseResult parsed) {
        for (Exception error : parsed.errors()) {
            if (error instanceof ParameterException wrong && !(error instanceof MissingParameterException)) {
                throw wrong;
            }
        }
    }

    private static Stream<CommandLine> below(CommandLine commandLine) {
        return commandLine.getSubcommands().values().stream()
                .flatMap(each -> Stream.concat(Stream.of(each), below(each)));
    }

    private void print(List<Setting> settings, PrintWriter out) {
        int width =
                settings.stream().mapToInt(each -> each.line().length()).max().orElse(0);
        for (Setting each : settings) {
            String padding = " ".repeat(width - each.line().length() + 2);
            out.println(origins ? each.line() + padding + each.origin() : each.line());
        }
    }
}
