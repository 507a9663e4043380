package io.micropay.client;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.Identity;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.net.Deadlines;
import io.micropay.net.LineChannel;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.Watchdog;
import io.micropay.testing.TestCertificates;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Something with a server's certificate that says whatever the test wants.
final class ScriptedServer implements AutoCloseable {

    private static final Watchdog WATCHDOG = Watchdog.start(Deadlines.standard());

    private final TlsListener listener;

    /// What the server does on a connection.
    interface Script {
        void play(LineChannel channel) throws Exception;
    }

    private ScriptedServer(TlsListener listener) {
        this.listener = listener;
    }

    static ScriptedServer start(Script script) throws IOException {
        return start(TestCertificates.shared().server(), script);
    }

    static ScriptedServer start(Identity identity, Script script) throws IOException {
        return new ScriptedServer(TlsListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                4,
                TlsContext.server(identity, TestCertificates.shared().ca()),
                WATCHDOG,
                connection -> play(script, connection.channel())));
    }

    private static void play(Script script, LineChannel channel) throws IOException {
        try {
            script.play(channel);
        } catch (IOException gone) {
            throw gone;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The answer to HELLO of a server with the shared certificates.
    ///
    /// @param settlement whom settlements are encrypted for; empty for a server that takes none
    static String hello(List<String> features, Optional<Identity> settlement) {
        TestCertificates certificates = TestCertificates.shared();
        return ResponseCodec.encode(new Response.Hello(
                certificates.ledgerId().hex(),
                "USD",
                Timestamp.ofEpochMillis(System.currentTimeMillis()),
                features,
                encoded(certificates.ledger()),
                settlement.map(ScriptedServer::encoded)));
    }

    private static Base64Url encoded(Identity identity) {
        return Base64Url.of(Certificates.encoded(identity.certificate()));
    }

    ServerAddress address() {
        return new ServerAddress("127.0.0.1", listener.address().getPort());
    }

    @Override
    public void close() {
        listener.close();
    }
}
