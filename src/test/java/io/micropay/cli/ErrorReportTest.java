package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said to somebody who mistypes a command.
class ErrorReportTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            balnce             | there is no command 'balnce'                | did you mean balance? Else see micropay --help
            xyzzy              | there is no command 'xyzzy'                 | see micropay --help
            nonsense           | there is no command 'nonsense'              | see micropay --help
            ledger verfy       | there is no command 'verfy'                 | did you mean verify? Else see micropay ledger --help
            balance --jsn      | unknown option: '--jsn'                     | did you mean --json? Else see micropay balance --help
            balance Lily       | 'Lily' is one argument too many             | see micropay balance --help
            server --port few  | 'few' is not a whole number up to 2147483647 | see micropay server --help
            """)
    void whoeverMistypesIsToldWhatIsWrongAndWhatIsAlike(String line, String error, String hint) {
        String[] args = line.split(" ");

        Invocation invocation = Invocation.of(Main.commandLine(Map.of(), args), args);

        assertThat(invocation.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err())
                .startsWith("micropay: error: ")
                .contains(error + "\n")
                .endsWith("\nmicropay: hint: " + hint + "\n");
    }

    /// The type of a PEM file is whatever its author has written.
    @Test
    void messageHoldsNothingThatATerminalHeeds() {
        assertThat(ErrorReport.lines("it holds\n a \u001b[8mfile\u0007\u009b", "look \u202eat it"))
                .isEqualTo("micropay: error: it holds; a ?[8mfile??\nmicropay: hint: look ?at it\n");
    }
}
