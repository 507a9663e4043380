package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.usage.BashCompletion;
import io.micropay.usage.CommandUsage;
import io.micropay.usage.FishCompletion;
import io.micropay.usage.ValueKind;
import io.micropay.usage.ZshCompletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// The completion scripts, as real shells run them on what a person has typed so far.
@Timeout(60)
class CompletionTest {

    private static final CommandUsage PROGRAM = Main.usage();

    /// What is typed, word by word, and what may come in place of the last word.
    record Typed(List<String> words, List<String> expected) {
        static Typed of(String line, String... expected) {
            return new Typed(List.of(line.split(" ", -1)), List.of(expected));
        }

        String line() {
            return String.join(" ", words);
        }
    }

    private static final List<Typed> LINES = List.of(
            Typed.of("micropay le", "ledger"),
            Typed.of("micropay certs i", "init", "invite", "issue"),
            Typed.of("micropay --config x certs rev", "revoke"),
            Typed.of("micropay client --accept ", "all", "ask", "none"),
            Typed.of("micropay client localhost 16000 --key e", "ec", "ed25519"),
            Typed.of("micropay server --enrol c", "closed"),
            Typed.of("micropay ledger export --format ", "csv", "ndjson"),
            Typed.of("micropay completion ", "bash", "fish", "zsh"),
            Typed.of("micropay verify sub/r", "sub/receipt.json"),
            Typed.of("micropay server --certs sub/", "sub/folder", "sub/two words"),
            Typed.of("micropay client --data-dir sub/tw", "sub/two words"),
            Typed.of("micropay server --port "),
            Typed.of("micropay server x"));

    @TempDir
    private Path folder;

    @BeforeEach
    void fillFolder() throws IOException {
        Files.createDirectories(folder.resolve("sub/folder"));
        Files.createDirectories(folder.resolve("sub/two words"));
        Files.createFile(folder.resolve("sub/receipt.json"));
        Files.writeString(folder.resolve("bash.sh"), BashCompletion.script(PROGRAM));
        Files.writeString(folder.resolve("zsh.sh"), ZshCompletion.script(PROGRAM));
        Files.writeString(folder.resolve("fish.sh"), FishCompletion.script(PROGRAM));
    }

    static Stream<Typed> lines() {
        return LINES.stream();
    }

    /// One for each command: all its options.
    static Stream<Typed> commands() {
        return PROGRAM.all()
                .map(command -> Typed.of(
                        command.line() + " --",
                        command.options().stream()
                                .flatMap(option -> option.names().stream())
                                .filter(name -> name.startsWith("--"))
                                .toArray(String[]::new)));
    }

    @Test
    void bashKnowsTheCommandAfterTheScript() {
        assertThat(InstalledTool.lines(folder, "bash", "-c", "source <(cat bash.sh); complete -p micropay"))
                .containsExactly("complete -F _micropay micropay");
    }

    @ParameterizedTest
    @MethodSource({"lines", "commands"})
    void bashCompletes(Typed typed) {
        assertThat(bash(typed.words())).containsExactlyInAnyOrderElementsOf(typed.expected());
    }

    /// As bash takes it apart.
    @Test
    void bashCompletesAValueBehindAnEqualsSign() {
        assertThat(bash(List.of("micropay", "client", "--accept", "=", "a"))).containsExactlyInAnyOrder("all", "ask");
        assertThat(bash(List.of("micropay", "client", "--accept", "=")))
                .containsExactlyInAnyOrder("all", "ask", "none");
        assertThat(bash(List.of("micropay", "--config", "=", "x", "certs", "rev")))
                .containsExactly("revoke");
    }

    private List<String> bash(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "--norc",
                "-c",
                "source ./bash.sh; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _micropay;"
                        + " [ ${#COMPREPLY[@]} = 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash"));
        command.addAll(words);
        return InstalledTool.lines(folder, command.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource({"lines", "commands"})
    void fishCompletes(Typed typed) {
        InstalledTool.require("fish", "that fish completes");
        // A folder ends with a slash there, and is told to be one.
        assertThat(InstalledTool.lines(
                                folder,
                                "fish",
                                "--no-config",
                                "-c",
                                "source fish.sh; complete -C $argv[1]",
                                typed.line())
                        .stream()
                        .map(line -> line.replaceFirst("/?(\t.*)?$", ""))
                        .filter(line -> !typed.line().endsWith("--") || line.startsWith("--")))
                .containsExactlyInAnyOrderElementsOf(typed.expected());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void zshCompletes(Typed typed) throws IOException {
        InstalledTool.require("zsh", "that zsh completes");
        // It offers what may follow the folder that is typed, with spaces as they would be typed.
        String above = typed.line().contains("/") ? "sub/" : "";
        assertThat(zsh(typed.line()).stream()
                        .map(line -> above + line.replace("\\ ", " "))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(typed.expected());
    }

    @Test
    void zshCompletesTheOptionsOfEachCommand() throws IOException {
        InstalledTool.require("zsh", "that zsh completes");
        for (Typed typed : List.of(
                Typed.of("micropay server --wo", "--workers"), Typed.of("micropay ledger verify --j", "--json"))) {
            assertThat(zsh(typed.line())).containsExactlyElementsOf(typed.expected());
        }
        for (CommandUsage command : PROGRAM.all().toList()) {
            String function = "_" + String.join("_", command.path()).replace('-', '_') + "() {";
            String script = ZshCompletion.script(PROGRAM);
            String body = script.substring(script.indexOf(function), script.indexOf("\n}\n", script.indexOf(function)));
            assertThat(command.options()).allSatisfy(option -> assertThat(body).contains(option.longestName()));
        }
    }

    /// zsh completes only at a terminal: one is made for it, and what it would offer is printed.
    private List<String> zsh(String line) throws IOException {
        Path driver = folder.resolve("driver.zsh");
        try (InputStream source = CompletionTest.class.getResourceAsStream("completions.zsh")) {
            Files.write(driver, Objects.requireNonNull(source).readAllBytes());
        }
        return InstalledTool.lines(
                folder, "zsh", "-f", driver.toString(), folder.resolve("zsh.sh").toString(), line);
    }

    static Stream<ArgSpec> argumentsWithCandidates() {
        return all(Main.program(OptionDefaults.of(Map.of())))
                .flatMap(command -> command.getCommandSpec().args().stream())
                .filter(argument -> argument.completionCandidates() != null);
    }

    @ParameterizedTest
    @MethodSource("argumentsWithCandidates")
    void whatIsOfferedIsTaken(ArgSpec argument) throws Exception {
        for (String word : argument.completionCandidates()) {
            for (CommandLine.ITypeConverter<?> converter : argument.converters()) {
                assertThat(converter.convert(word)).isNotNull();
            }
        }
    }

    /// The label is how a shell knows it, and a person.
    @Test
    void filesAndFoldersAreCompletedAsSuch() {
        assertThat(all(Main.program(OptionDefaults.of(Map.of())))
                        .flatMap(command -> command.getCommandSpec().args().stream())
                        .filter(argument -> argument.auxiliaryTypes()[0] == Path.class))
                .hasSizeGreaterThan(10)
                .allSatisfy(argument -> assertThat(ValueKind.of(argument))
                        .isInstanceOfAny(ValueKind.AnyFile.class, ValueKind.Folder.class));
    }

    /// By itself picocli turns a flag's default around, which the environment or a file may have set.
    @Test
    void everyFlagSetsWhatItSays() {
        assertThat(all(Main.program(OptionDefaults.of(Map.of())))
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .filter(option -> option.arity().max() == 0 && OptionDefaults.isSetting(option)))
                .hasSizeGreaterThan(10)
                .allSatisfy(option -> assertThat(option.fallbackValue())
                        .as(option.longestName())
                        .isEqualTo("true"));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CompletionTest::all));
    }
}
