package io.micropay.ntp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpServerTest {

    @ParameterizedTest
    @CsvSource({
        "pool.ntp.org, pool.ntp.org, 123",
        "pool.ntp.org:1123, pool.ntp.org, 1123",
        "127.0.0.1, 127.0.0.1, 123",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "::1, ::1, 123",
        "[::1], ::1, 123",
        "[::1]:1, ::1, 1",
        "fe80::1%eth0, fe80::1%eth0, 123",
        "[::ffff:192.0.2.7]:99, ::ffff:192.0.2.7, 99",
    })
    void hostIsReadWithOrWithoutAPort(String text, String host, int port) {
        assertThat(NtpServer.parse(text)).contains(new NtpServer(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":123",
                "a:",
                "a:0",
                "a:65536",
                "a:123456",
                "a:b",
                "a:-1",
                "a b",
                "a#b",
                "[a]:1",
                "[::1",
                "::1]",
                "[]:1",
                "a/b",
                "a:1:2x"
            })
    void otherTextIsNone(String text) {
        assertThat(NtpServer.parse(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool.ntp.org:123", "[::1]:1123"})
    void isWrittenAsItIsRead(String text) {
        assertThat(NtpServer.parse(text)).map(NtpServer::toString).contains(text);
    }
}
