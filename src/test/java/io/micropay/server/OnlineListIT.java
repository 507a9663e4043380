package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who is listed, and where. See also the sessions `login.txt` and `spelling.txt`.
class OnlineListIT {

    @Test
    void addressOfVersion6IsListedInItsShortestForm() throws Exception {
        byte[] one = new byte[16];
        one[15] = 1;
        InetAddress loopback = InetAddress.getByAddress(one);
        assumeTrue(canListenAt(loopback), "this machine has no IPv6");
        try (TestServer server = TestServer.with().address(loopback).start();
                TestClient joanne = server.greeted("Joanne")) {
            joanne.send("REGISTER#Joanne#5").expect("100 OK");
            assertThat(joanne.askForStatus("Joanne#2000")).containsExactly("5", "Joanne#::1#2000");
        }
    }

    private static boolean canListenAt(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void accountLeavesTheListHoweverItsConnectionEnds() {
        try (TestServer server = TestServer.start();
                TestClient lily = server.newcomer("Lily", "0");
                TestClient exits = server.newcomer("Joanne", "0");
                TestClient leaves = server.newcomer("Max", "0");
                TestClient breaks = server.newcomer("Zoe", "0");
                TestClient garbles = server.newcomer("Ann", "0")) {
            assertThat(lily.askForStatus("LIST")).hasSize(6);
            exits.send("EXIT").expect("Bye").expectEnd();
            leaves.leave();
            breaks.abort();
            garbles.sendBytes(new byte[] {(byte) 0xff, '\n'})
                    .expect("230 FORMAT#*")
                    .expectEnd();

            await().until(() -> lily.askForStatus("LIST").equals(List.of("0", "Lily#127.0.0.1#0")));
        }
    }
}
