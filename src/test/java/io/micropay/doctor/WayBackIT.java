package io.micropay.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.FreePort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WayBackIT {

    /// TEST-NET-1 (RFC 5737): nobody has it.
    private static final String NOWHERE = "192.0.2.1";

    @Test
    void ownPortIsReachedOnTheMachineItself() throws Exception {
        Finding finding = new WayBack(FreePort.next()).from("127.0.0.1");
        assertThat(finding.verdict()).isEqualTo(Verdict.OK);
        assertThat(finding.text()).contains("can be dialled from this machine");
    }

    @Test
    void ownAddressSaysNothingAboutAFirewall() throws Exception {
        Optional<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        Assumptions.assumeTrue(own.isPresent(), "this machine has an address besides the loopback one");
        Finding finding = new WayBack(FreePort.next()).from(own.orElseThrow().getHostAddress());
        assertThat(finding.verdict()).isEqualTo(Verdict.OK);
        assertThat(finding.text()).contains("a firewall keeps them out cannot be known from inside");
    }

    @Test
    void addressThatLeadsElsewhereIsAWarning() throws Exception {
        Finding finding = new WayBack(FreePort.next()).from(NOWHERE);
        assertThat(finding.verdict()).isEqualTo(Verdict.WARN);
        assertThat(finding.advice().orElseThrow()).contains("you will be paid through the server");
    }

    @Test
    void portThatIsTakenIsAFailure() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Finding finding = new WayBack(taken.getLocalPort()).from("127.0.0.1");
            assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding.text()).contains("cannot listen on port " + taken.getLocalPort());
        }
    }
}
