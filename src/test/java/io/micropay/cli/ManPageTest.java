package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.usage.CommandUsage;
import io.micropay.usage.ManPage;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The pages of the manual: all of them, as programs read them that show them.
@Timeout(60)
class ManPageTest {

    private static final List<String> SECTIONS =
            List.of("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO");

    @TempDir
    private Path folder;

    private List<Path> pages = List.of();

    @BeforeEach
    void writeAll() throws IOException {
        assertThat(run("man", "--all", folder.toString()).exitCode()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            pages = files.sorted().toList();
        }
    }

    private static Invocation run(String... args) {
        return Invocation.of(Main.commandLine(Map.of(), args), args);
    }

    @Test
    void everyCommandHasAPage() {
        assertThat(pages.stream().map(page -> page.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(
                        Main.usage().all().map(ManPage::fileName).toList())
                .contains("micropay.1", "micropay-server.1", "micropay-certs-init.1");
    }

    @Test
    void everyPageHasItsSectionsInOrder() throws IOException {
        for (Path page : pages) {
            List<String> sections = Files.readAllLines(page).stream()
                    .filter(line -> line.startsWith(".SH "))
                    .map(line -> line.substring(5, line.length() - 1))
                    .filter(section -> !section.equals("COMMANDS"))
                    .toList();
            assertThat(sections).as(page.toString()).isEqualTo(SECTIONS);
        }
    }

    @Test
    void everyOptionIsOnItsPageWithItsVariable() throws IOException {
        for (CommandUsage command : Main.usage().all().toList()) {
            String page = Files.readString(folder.resolve(ManPage.fileName(command)));
            assertThat(command.options()).allSatisfy(option -> {
                assertThat(page).contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR");
                assertThat(page)
                        .contains(option.description().replace("-", "\\-").replace("'", "\\(aq"));
            });
        }
        assertThat(Files.readString(folder.resolve("micropay-server.1")))
                .contains("\\fBMICROPAY_MAX_WAITING\\fR\nstands for \\-\\-max\\-waiting\n")
                .contains("\\fIcerts\\fR\nwhat \\-\\-certs is by default\n")
                .contains("$XDG_CONFIG_HOME/micropay/config.properties")
                .doesNotContain("MICROPAY_HELP", "MICROPAY_VERSION");
        assertThat(Files.readString(folder.resolve("micropay-certs.1"))).contains(".SH \"COMMANDS\"", "certs\\-revoke");
    }

    @Test
    void everyExitCodeIsTold() throws IOException {
        String page = Files.readString(folder.resolve("micropay.1"));
        for (Field code : ExitCode.class.getDeclaredFields()) {
            try {
                assertThat(page).contains("\n\\fB" + code.getInt(null) + "\\fR\n");
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void groffHasNothingToSay() {
        InstalledTool.require("groff", "that the pages of the manual are well formed");
        for (Path page : pages) {
            assertThat(InstalledTool.lines(folder, "groff", "-ww", "-z", "-man", "-Tutf8", page.toString()))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    @Test
    void mandocMissesTheDateAlone() {
        InstalledTool.require("mandoc", "that the pages of the manual are well formed for mandoc, too");
        String[] command = Stream.concat(
                        Stream.of("mandoc", "-Tlint", "-Wwarning"),
                        pages.stream().map(Path::toString))
                .toArray(String[]::new);
        assertThat(InstalledTool.lines(folder, command))
                .hasSize(pages.size())
                .allSatisfy(line -> assertThat(line).contains("missing date"));
    }

    @Test
    void manShowsAPage() {
        InstalledTool.require("man", "that man shows a page");
        List<String> lines = InstalledTool.lines(
                folder, "env", "LC_ALL=C.UTF-8", "MANWIDTH=100", "man", "-P", "cat", "-l", "micropay-server.1");
        assertThat(String.join("\n", lines).replaceAll("\\e\\[[0-9;]*m|.\b", ""))
                .contains("micropay-server - run the payment service")
                .contains("--workers N")
                .contains("Clients served at the same time; the next one waits (1000).");
    }

    @Test
    void onePageIsPrinted() throws IOException {
        Invocation page = run("man", "certs", "init");
        assertThat(page.exitCode()).isZero();
        assertThat(page.out()).isEqualTo(Files.readString(folder.resolve("micropay-certs-init.1")));
    }

    @Test
    void unknownCommandHasNoPage() {
        assertThat(run("man", "certs", "inti")).isEqualTo(new Invocation(2, "", """
                        micropay: error: there is no command 'certs inti'
                        micropay: hint: see micropay man --help
                        """));
        assertThat(run("man", "certs", "--all", folder.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void pagesThatCannotBeWrittenAreAnError() {
        Invocation refused = run("man", "--all", folder.resolve("micropay.1").toString());
        assertThat(refused.exitCode()).isEqualTo(73);
        assertThat(refused.err()).startsWith("micropay: error: the pages cannot be written to ");
    }
}
