package io.micropay.usage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page of one command for `man`, in the language of man(7).
///
/// @param command whose page it is
/// @param program all commands, to which the page refers
/// @param version what the page says of the program's release
/// @param exitCodes what is said where the command does not tell its own
/// @param environment which variable stands for an option
/// @param files what the program reads besides what options name, each with its meaning
public record ManPage(
        CommandUsage command,
        CommandUsage program,
        String version,
        Map<String, String> exitCodes,
        Environment environment,
        Map<String, String> files) {

    /// Section 1: what a person runs.
    private static final String SECTION = "1";

    /// Which variables a command reads.
    public interface Environment {
        /// The variable that stands for an option; empty where none does.
        Optional<String> variable(OptionUsage option);
    }

    /// The name under which `man` finds the page: `micropay-certs-init`.
    public static String name(CommandUsage command) {
        return String.join("-", command.path());
    }

    public static String fileName(CommandUsage command) {
        return name(command) + "." + SECTION;
    }

    /// The page as a file.
    public String text() {
        Roff page = new Roff();
        page.title(name(command), SECTION, version);
        page.section("NAME").text(name(command) + " - " + withoutStop(command.summary()));
        synopsis(page.section("SYNOPSIS"));
        description(page.section("DESCRIPTION"));
        options(page.section("OPTIONS"));
        if (!command.commands().isEmpty()) {
            page.section("COMMANDS");
            command.commands()
                    .forEach(below -> page.item(Roff.bold(name(below)) + "(" + SECTION + ")", below.summary()));
        }
        page.section("EXIT STATUS");
        Map<String, String> codes = command.exitCodes().isEmpty() ? exitCodes : command.exitCodes();
        codes.forEach((code, meaning) -> page.item(Roff.bold(code.strip()), meaning));
        environment(page.section("ENVIRONMENT"));
        files(page.section("FILES"));
        page.section("SEE ALSO").raw(seeAlso());
        return page.toString();
    }

    private void synopsis(Roff page) {
        Stream<String> options = command.options().stream().map(ManPage::optional);
        Stream<String> rest = command.commands().isEmpty()
                ? command.parameters().stream().map(ManPage::parameter)
                : Stream.of(Roff.italic("COMMAND"), "[" + Roff.italic("ARGUMENT") + "...]");
        page.unfilled(Roff.bold(command.line()), Stream.concat(options, rest));
    }

    private static String optional(OptionUsage option) {
        String value = option.label().map(label -> " " + Roff.italic(label)).orElse("");
        return "[" + Roff.bold(option.longestName()) + value + "]" + (option.repeated() ? "..." : "");
    }

    private static String parameter(ParameterUsage parameter) {
        String label = Roff.italic(parameter.label()) + (parameter.repeated() ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private void description(Roff page) {
        page.text(command.summary());
        command.details().forEach(page::paragraph);
    }

    private void options(Roff page) {
        command.parameters().forEach(parameter -> page.item(Roff.italic(parameter.label()), parameter.description()));
        command.options().forEach(option -> page.item(names(option), option.description()));
    }

    private static String names(OptionUsage option) {
        String value = option.label().map(label -> " " + Roff.italic(label)).orElse("");
        return option.names().stream().map(Roff::bold).collect(Collectors.joining(", ")) + value;
    }

    private void environment(Roff page) {
        page.text("A variable sets the option that no flag sets, and comes before the configuration file.");
        command.options()
                .forEach(option -> environment
                        .variable(option)
                        .ifPresent(variable -> page.item(Roff.bold(variable), "stands for " + option.longestName())));
    }

    private void files(Roff page) {
        files.forEach((file, meaning) -> page.item(Roff.italic(file), meaning));
        command.options().stream()
                .filter(option ->
                        option.kind() instanceof ValueKind.Folder || option.kind() instanceof ValueKind.AnyFile)
                .forEach(option -> option.defaultValue()
                        .ifPresent(file ->
                                page.item(Roff.italic(file), "what " + option.longestName() + " is by default")));
    }

    /// The command above it and the whole program; for the program, all that stand at its top.
    private String seeAlso() {
        List<String> names = command.path().size() == 1
                ? command.commands().stream().map(ManPage::name).toList()
                : Stream.concat(
                                Stream.of(
                                        program.name(),
                                        String.join(
                                                "-",
                                                command.path()
                                                        .subList(
                                                                0,
                                                                command.path().size() - 1))),
                                command.commands().stream().map(ManPage::name))
                        .distinct()
                        .toList();
        return names.stream().map(name -> Roff.bold(name) + "(" + SECTION + ")").collect(Collectors.joining(", "));
    }

    private static String withoutStop(String sentence) {
        String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
