package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong on the command line is told in one line, before anything is made.
class ServerOptionsIT {

    private static final int USAGE = 2;
    private static final int CANNOT_CREATE = 73;

    @TempDir
    static Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --nonsense                 | unknown option: '--nonsense'
            nonsense                   | 'nonsense' is one argument too many
            --workers                  | missing required parameter for option '--workers' (N)
            --workers=0                | --workers must be at least 1, not 0
            --workers=many             | invalid value for option '--workers': 'many' is not a whole number up to 2147483647
            --workers=3000000000       | invalid value for option '--workers': '3000000000' is not a whole number up to 2147483647
            --max-waiting=-1           | --max-waiting must be at least 0, not -1
            --connections-per-key=0    | --connections-per-key must be at least 1, not 0
            --max-blocks=0             | --max-blocks must be at least 1, not 0
            --opening-deposit-max=-1   | invalid value for option '--opening-deposit-max': '-1' is not an amount: write it like 2000 or 0.5, with at most six decimals
            --opening-deposit-max=a.10 | invalid value for option '--opening-deposit-max': 'a.10' is not an amount: write it like 2000 or 0.5, with at most six decimals
            --unit=a#b                 | --unit must be a short word without #, not a#b
            --port=16000               | option '--port' (PORT) should be specified only once
            --enrol=sometimes          | invalid value for option '--enrol': 'sometimes' is not a way to enrol: choose open, invite or closed
            --ntp=a:b                  | invalid value for option '--ntp': 'a:b' is not an NTP server: write it like pool.ntp.org or 127.0.0.1:1123
            --log-format=xml           | invalid value for option '--log-format': 'xml' is not a format of the log: choose text or json
            --host=                    | --host must be a name or an address
            --host=nobody.invalid      | --host nobody.invalid is not a known name or address
            """)
    void wrongOptionIsRefused(String option, String error) {
        assertThat(Refusal.of(PackagedServer.in(home).options(option)))
                .isEqualTo(new Refusal(USAGE, error, "see micropay server --help"));
        assertThat(home.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            65536 | --port must be 0 to 65535, not 65536
            -1    | --port must be 0 to 65535, not -1
            80x   | invalid value for option '--port': '80x' is not a whole number up to 2147483647
            """)
    void wrongPortIsRefused(String port, String error) {
        assertThat(Refusal.of(PackagedServer.in(home).port(port)))
                .isEqualTo(new Refusal(USAGE, error, "see micropay server --help"));
    }

    @Test
    void occupiedPortIsNamed() throws IOException {
        try (var occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(occupied.getLocalPort());
            assertThat(Refusal.of(PackagedServer.in(home).port(port)))
                    .isEqualTo(new Refusal(
                            CANNOT_CREATE,
                            "cannot listen on 127.0.0.1:" + port + ": Address already in use",
                            "choose another port with --port, or a free one with --port 0"));
        }
    }

    /// 192.0.2.0/24 is nobody's (RFC 5737).
    @Test
    void addressOfAnotherMachineIsNamed() {
        assertThat(Refusal.of(PackagedServer.in(home).options("--host", "192.0.2.7")))
                .isEqualTo(new Refusal(
                        CANNOT_CREATE,
                        "cannot listen on 192.0.2.7:0: Cannot assign requested address",
                        "--host must be a name or an address of this machine"));
    }

    @Test
    void stackTraceIsForThoseWhoAskForIt() throws IOException {
        Path empty = Files.createTempDirectory(home, "empty");
        Files.createDirectories(empty.resolve("certs"));
        Files.writeString(empty.resolve("certs/ca.crt"), "");
        assertThat(PackagedServer.in(empty).options("--debug").run().errors())
                .contains("\tat io.micropay.")
                .contains("micropay: error: certs/server.crt does not exist\n");
    }
}
