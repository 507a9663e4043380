package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of RFC 5952 and of its errata, from the sixteen bytes.
class IpTextTest {

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000001, ::1",
        "00000000000000000000000000000000, ::",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000000000000000020001, 2001:db8::2:1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "20010db8aaaabbbbccccddddeeeeaaaa, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
        "00010000000000000000000000000000, 1::",
        "fe800000000000000202b3fffe1e8329, fe80::202:b3ff:fe1e:8329",
        "20010db8000000010000000100000001, 2001:db8:0:1:0:1:0:1"
    })
    void addressOfVersion6IsWrittenInOneWay(String bytes, String text) throws Exception {
        InetAddress address = Inet6Address.getByAddress(null, HexFormat.of().parseHex(bytes), -1);
        assertThat(IpText.of(address)).isEqualTo(text);
        assertThat(InetAddress.getByName(text)).isEqualTo(address);
    }

    @Test
    void zoneIsLeftOut() throws Exception {
        byte[] linkLocal = HexFormat.of().parseHex("fe800000000000000000000000000001");
        assertThat(IpText.of(Inet6Address.getByAddress(null, linkLocal, 4))).isEqualTo("fe80::1");
    }

    @Test
    void addressOfVersion4IsWrittenWithDots() throws Exception {
        assertThat(IpText.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})))
                .isEqualTo("127.0.0.1");
        byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffffc0000201");
        assertThat(IpText.of(InetAddress.getByAddress(mapped))).isEqualTo("192.0.2.1");
    }
}
