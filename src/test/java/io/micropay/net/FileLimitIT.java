package io.micropay.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process that runs out of file descriptors, in truth.
@Timeout(60)
class FileLimitIT {

    private static final int FILES = 100;

    @Test
    void listenerThatRanOutOfFilesGoesOnWhenThereAreSomeAgain() throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        Process process = startLimited();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            int port = Integer.parseInt(readTo(out, "port ").substring("port ".length()));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            List<Socket> crowd = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                crowd.add(new Socket(address.getAddress(), port));
            }
            assertThat(readTo(out, "cannot accept")).contains("Too many open files");
            for (Socket socket : crowd) {
                socket.close();
            }

            assertHandshake(address);
        } finally {
            process.destroy();
        }
    }

    /// Skips to the line that has the text.
    private static String readTo(BufferedReader out, String text) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            line = out.readLine();
        }
        assertThat(line).as("a line with %s", text).isNotNull();
        return String.valueOf(line);
    }

    private static void assertHandshake(InetSocketAddress address) throws IOException {
        AnyClient client = AnyClient.withoutCertificate();
        try (var socket = client.dial(address)) {
            socket.getOutputStream().write("hello\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(6)).asString(UTF_8).isEqualTo("hello\n");
        }
    }

    private static Process startLimited() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "ulimit -n " + FILES + " && exec \"$0\" -cp \"$1\" \"$2\"";
        String classPath = System.getProperty("java.class.path");
        return new ProcessBuilder("/bin/sh", "-c", command, java, classPath, EchoServer.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /// Prints its port, and echoes lines until it is stopped.
    static final class EchoServer {

        private EchoServer() {}

        public static void main(String[] args) throws Exception {
            var ca = new TestAuthority("micropay CA");
            TlsContext context = TlsContext.server(ca.localServer(), ca.certificate());
            // Whatever the handshake loads is loaded before the files run out.
            try (TestServer server = TestServer.start(context, TestServer::echo)) {
                assertHandshake(server.address());
                System.out.println("port " + server.address().getPort());
                Thread.currentThread().join();
            }
        }
    }
}
