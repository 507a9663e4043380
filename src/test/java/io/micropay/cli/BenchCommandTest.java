package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost                       | a port is missing after the host localhost
            localhost port                  | 'port' is not a whole number up to 2147483647
            localhost 0                     | a port is 1 to 65535, not 0
            localhost 70000                 | a port is 1 to 65535, not 70000
            localhost 16000 more            | 'more' is one argument too many
            localhost 16000 --server-jvm -X | --server-jar, --server-ledger and --no-ledger-verify are for
            localhost 16000 --server-jar x  | --server-jar, --server-ledger and --no-ledger-verify are for
            --server-jar there/is.none      | --server-jar: there is no file there/is.none
            --mode fast                     | 'fast' is not a mode: payments, handshakes, list or idle
            --key dsa                       | 'dsa' is not a kind of key: choose rsa
            --connections -1                | the number of connections must be at least 1, not -1
            --connections many              | 'many' is not a whole number up to 2147483647
            --connections 4 --accounts 3    | one for each of 4 connections, not 3
            --connections 1 --accounts 1    | the number of accounts must be at least 2
            --mode list --accounts 9        | --accounts is for --mode payments
            --mode idle --rate 9            | --mode idle takes no --payments, --duration or --rate: it only connects
            h 9 --no-ledger-verify          | --server-ledger and --no-ledger-verify are for
            localhost 9 --mode idle         | --mode idle is for a server of the bench's own
            --payments 0                    | the number of requests must be at least 1, not 0
            --payments -5                   | the number of requests must be at least 1, not -5
            --payments 9 --duration 9s      | --payments and --duration cannot both say how much
            --duration 0                    | the duration must be more than 0
            --duration -1s                  | '-1s' is not a duration: write it like 10s, 500ms or 2m
            --payments many                 | 'many' is not a whole number
            --rate many                     | 'many' is not a number
            --rate 0                        | a rate is more than 0 and at most 1000000 a second, not 0.0
            --rate -3                       | a rate is more than 0 and at most 1000000 a second, not -3.0
            --rate Infinity                 | a rate is more than 0 and at most 1000000 a second, not Infinity
            --rate NaN                      | a rate is more than 0 and at most 1000000 a second, not NaN
            --connections-per-key 0         | --connections-per-key must be at least 1, not 0
            --threshold p99                 | 'p99' is not a threshold: it is a measure (p50,
            --threshold memory<40kB         | --threshold 'memory<40kB' is not measured in mode payments
            localhost 9 --threshold cpu<1ms | --threshold 'cpu<1ms' is not measured of a server that runs already
            """)
    void wrongUsageIsOneLine(String arguments, String said) {
        Invocation invocation = Invocation.of(new BenchCommand(), arguments.split(" "));

        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err())
                .startsWith("micropay: error: ")
                .containsIgnoringCase(said)
                .hasLineCount(2);
    }

    @Test
    void serverElsewhereNeedsItsAuthoritysKey() {
        Invocation invocation = Invocation.of(
                new BenchCommand(), "localhost", "16000", "--certs", folder.toString(), "--dir", folder.toString());

        assertThat(invocation.exitCode()).isEqualTo(78);
        assertThat(invocation.err())
                .startsWith("micropay: error: the bench makes accounts of its own, and " + folder.resolve("ca.key")
                        + " is not here\n");
    }

    @Test
    void folderThatCannotBeMadeIsSaid() {
        Invocation invocation = Invocation.of(new BenchCommand(), "--dir", "/proc/bench");

        assertThat(invocation.exitCode()).isEqualTo(73);
        assertThat(invocation.err()).startsWith("micropay: error: cannot make a folder for the bench: ");
    }
}
