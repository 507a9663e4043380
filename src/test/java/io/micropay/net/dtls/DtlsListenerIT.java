package io.micropay.net.dtls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.VerificationKey;
import io.micropay.testing.Drill;
import io.micropay.testing.LossyNetwork;
import io.micropay.testing.TestCertificates;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A listener that says everything twice, before friends, strangers and attackers.
class DtlsListenerIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Echo echo = new Echo();
    private DtlsListener listener;

    @AfterEach
    void close() {
        listener.close();
    }

    /// Answers each datagram with itself, twice in one.
    private static final class Echo implements DtlsHandler {
        private final ConcurrentHashMap.KeySetView<VerificationKey, Boolean> revoked = ConcurrentHashMap.newKeySet();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger served = new AtomicInteger();
        private volatile Duration idle = Duration.ofMinutes(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public boolean admits(VerificationKey key) {
            return !revoked.contains(key);
        }

        @Override
        public void serve(DtlsConnection connection) throws IOException, InterruptedException {
            Optional<byte[]> said = connection.receive(idle);
            while (said.isPresent()) {
                asked.incrementAndGet();
                gate.await();
                served.incrementAndGet();
                String text = new String(said.get(), UTF_8);
                connection.send((text + text).getBytes(UTF_8));
                said = connection.receive(idle);
            }
        }
    }

    @BeforeEach
    void listen() throws IOException {
        listener = open(CERTIFICATES.server(), DtlsLimits.of(100));
    }

    private void listenWithin(DtlsLimits limits) throws IOException {
        listener.close();
        listener = open(CERTIFICATES.server(), limits);
    }

    private DtlsListener open(Identity own, DtlsLimits limits) throws IOException {
        return open("127.0.0.1", own, limits);
    }

    private DtlsListener open(String address, Identity own, DtlsLimits limits) throws IOException {
        return DtlsListener.open(
                new InetSocketAddress(address, 0), DtlsContext.of(own, CERTIFICATES.ca()), limits, echo);
    }

    private int port() {
        return listener.address().getPort();
    }

    private static DtlsConnection connect(int port, Identity identity, Duration patience) throws IOException {
        return DtlsConnection.connect("127.0.0.1", port, DtlsContext.of(identity, CERTIFICATES.ca()), patience);
    }

    private DtlsConnection connect(String person) throws IOException {
        return connect(port(), CERTIFICATES.account(person), PATIENCE);
    }

    /// Asks again what the system has dropped because its buffer was full, and says how often it asked.
    private static int askUntilAnswered(DtlsConnection connection, String text) throws IOException {
        for (int asked = 1; asked <= 10; asked++) {
            connection.send(text.getBytes(UTF_8));
            Optional<byte[]> answer = connection.receive(Duration.ofSeconds(1));
            if (answer.isPresent()) {
                assertThat(new String(answer.get(), UTF_8)).isEqualTo(text + text);
                return asked;
            }
        }
        throw new AssertionError("no answer to " + text);
    }

    private static String ask(DtlsConnection connection, String text) throws IOException {
        connection.send(text.getBytes(UTF_8));
        return new String(connection.receive(PATIENCE).orElseThrow(), UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"P256", "RSA_2048", "ED25519"})
    void keysOfAllKindsAreServed(KeyKind kind) throws IOException {
        try (DtlsConnection client = connect(port(), CERTIFICATES.account("Dtls" + kind, kind), PATIENCE)) {
            assertThat(ask(client, "hello")).isEqualTo("hellohello");
            assertThat(ask(client, "x".repeat(600))).hasSize(1_200);
            assertThat(client.peerChain().getFirst())
                    .isEqualTo(CERTIFICATES.server().certificate());
        }
    }

    @Test
    void revokedKeyIsToldSoInTheHandshake() {
        Identity mallory = CERTIFICATES.account("Mallory");
        echo.revoked.add(mallory.verificationKey());

        assertThatThrownBy(() -> connect("Mallory"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("certificate_revoked");
        await().until(() -> listener.peers() == 0);
    }

    @Test
    void certificateOfAnotherCaOrForAnotherUseIsRefused() {
        Identity stranger = TestCertificates.another().account("Joanne");
        for (Identity wrong : List.of(stranger, CERTIFICATES.server(), CERTIFICATES.ledger())) {
            assertThatThrownBy(() -> connect(port(), wrong, PATIENCE))
                    .as(wrong.name())
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("bad_certificate");
        }
        assertThat(echo.served).hasValue(0);
    }

    /// The other side may be anybody: here it is somebody with an account.
    @Test
    void serverMustShowAServersCertificateForTheDialledHost() throws IOException {
        try (DtlsListener eve = open(CERTIFICATES.account("Eve"), DtlsLimits.of(10))) {
            int port = eve.address().getPort();
            assertThatThrownBy(() -> connect(port, CERTIFICATES.account("Joanne"), PATIENCE))
                    .hasRootCauseInstanceOf(CertificateException.class);
        }
        Identity joanne = CERTIFICATES.account("Joanne");
        try (DtlsListener elsewhere = open("127.0.0.2", CERTIFICATES.server(), DtlsLimits.of(10))) {
            int port = elsewhere.address().getPort();
            assertThatThrownBy(() -> DtlsConnection.connect(
                            "127.0.0.2", port, DtlsContext.of(joanne, CERTIFICATES.ca()), PATIENCE))
                    .as("another address than its certificate names")
                    .hasRootCauseInstanceOf(CertificateException.class);
        }
    }

    @Test
    void floodOfHellosLeavesNoStateAndGetsNoMoreThanItSent() throws IOException {
        byte[] hello = firstHello();
        long received = 0;
        int answers = 0;
        int hellos = 300;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < hellos; i++) {
                socket.send(new DatagramPacket(hello, hello.length, listener.address()));
                Optional<byte[]> answer = next(socket, (int) PATIENCE.toMillis());
                assertThat(answer).as("each gets its cookie").isPresent();
                received += answer.get().length;
                answers++;
            }
            assertThat(next(socket, (int) SHORT.toMillis())).isEmpty();
        }
        assertThat(answers).isEqualTo(hellos);
        assertThat(received).isLessThan((long) hellos * hello.length);
        assertThat(listener.peers()).isZero();
    }

    @Test
    void cookieOfAnotherAddressIsWorthNothing() throws IOException {
        byte[] hello = helloWithCookie();
        try (DatagramSocket thief = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            thief.send(new DatagramPacket(hello, hello.length, listener.address()));
            assertThat(next(thief, (int) PATIENCE.toMillis()).orElseThrow())
                    .as("a cookie of its own, and not the server's hello")
                    .hasSize(60);
        }
        await().until(() -> listener.peers() == 0);
    }

    private static Optional<byte[]> next(DatagramSocket socket, int waitMillis) throws IOException {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
            socket.setSoTimeout(waitMillis);
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException none) {
            return Optional.empty();
        }
    }

    /// What a real client says first.
    private byte[] firstHello() throws IOException {
        return hello(1);
    }

    /// What it says when it has got its cookie.
    private byte[] helloWithCookie() throws IOException {
        return hello(2);
    }

    private byte[] hello(int number) throws IOException {
        try (DatagramSocket tap = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket far = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(
                            () -> connect(tap.getLocalPort(), CERTIFICATES.account("Joanne"), Duration.ofSeconds(3))));
            DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
            tap.setSoTimeout((int) PATIENCE.toMillis());
            tap.receive(packet);
            byte[] hello = Arrays.copyOf(packet.getData(), packet.getLength());
            if (number == 1) {
                return hello;
            }
            far.send(new DatagramPacket(hello, hello.length, listener.address()));
            byte[] cookie = next(far, (int) PATIENCE.toMillis()).orElseThrow();
            tap.send(new DatagramPacket(cookie, cookie.length, packet.getSocketAddress()));
            do {
                packet.setLength(4_096);
                tap.receive(packet);
            } while (packet.getLength() == hello.length);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    @Test
    void peersAreCountedAndOneMoreIsNotAnswered() throws IOException {
        listenWithin(new DtlsLimits(2, 10, PATIENCE, PATIENCE));
        DtlsConnection first = connect("Joanne");
        DtlsConnection second = connect("Lily");

        assertThatThrownBy(() -> connect(port(), CERTIFICATES.account("Zoe"), SHORT))
                .isInstanceOf(SocketTimeoutException.class);
        first.close();
        await().until(() -> listener.peers() == 1);
        try (DtlsConnection third = connect("Zoe")) {
            assertThat(ask(third, "a")).isEqualTo("aa");
        }
        second.close();
    }

    @Test
    void oneAddressGetsNoMoreThanItsShare() throws IOException {
        listenWithin(new DtlsLimits(10, 2, PATIENCE, PATIENCE));
        try (DtlsConnection first = connect("Joanne");
                DtlsConnection second = connect("Lily")) {
            assertThatThrownBy(() -> connect(port(), CERTIFICATES.account("Zoe"), SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(ask(first, "a") + ask(second, "b")).isEqualTo("aabb");
        }
    }

    @Test
    void garbageIsDroppedWithoutAnAnswer() throws IOException {
        Random random = new Random(7);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] hello = firstHello();
            for (int i = 0; i < 2_000; i++) {
                byte[] junk = new byte[random.nextInt(6_000)];
                random.nextBytes(junk);
                if (i % 2 == 0) {
                    // The beginning of a hello, and then anything.
                    System.arraycopy(hello, 0, junk, 0, Math.min(junk.length, random.nextInt(hello.length)));
                }
                socket.send(new DatagramPacket(junk, junk.length, listener.address()));
            }
            Optional<byte[]> answer = next(socket, (int) SHORT.toMillis());
            while (answer.isPresent()) {
                assertThat(answer.get()).as("a hello that is whole by chance").hasSize(60);
                answer = next(socket, (int) SHORT.toMillis());
            }
        }
        assertThat(listener.peers()).isZero();
        try (DtlsConnection client = connect("Joanne")) {
            assertThat(askUntilAnswered(client, "still here")).isPositive();
        }
    }

    @Test
    void halfAHandshakeEndsInTime() throws IOException {
        listenWithin(new DtlsLimits(10, 10, Duration.ofSeconds(1), PATIENCE));
        try (LossyNetwork network = LossyNetwork.before(port(), 1).passOnly(2)) {
            assertThatThrownBy(() -> connect(network.port(), CERTIFICATES.account("Joanne"), SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(listener.peers()).as("its cookie came back").isEqualTo(1);
            await().atMost(Duration.ofSeconds(4)).until(() -> listener.peers() == 0);
        }
    }

    /// Each datagram claims sixteen messages of 16 MiB: together they would be 25 GB.
    @Test
    void fragmentsOfGiantMessagesTakeNoMemory() throws IOException {
        listenWithin(new DtlsLimits(200, 200, Duration.ofSeconds(3), PATIENCE));
        List<LossyNetwork> networks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            LossyNetwork network = LossyNetwork.before(port(), i).passOnly(2);
            networks.add(network);
            Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(
                            () -> connect(network.port(), CERTIFICATES.account("Joanne"), Duration.ofSeconds(2))));
        }
        await().until(() -> listener.peers() == 20);
        for (LossyNetwork network : networks) {
            network.forge(giants());
        }
        await().atMost(PATIENCE).until(() -> listener.peers() == 0);
        networks.forEach(LossyNetwork::close);
        try (DtlsConnection client = connect("Joanne")) {
            assertThat(ask(client, "a")).isEqualTo("aa");
        }
    }

    private static byte[] giants() {
        ByteBuffer datagram = ByteBuffer.allocate(13 + 16 * 22);
        datagram.put((byte) 22)
                .putShort((short) 0xfefd)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(77);
        datagram.putShort((short) (16 * 22));
        for (int message = 2; message < 18; message++) {
            datagram.putInt(11 << 24 | 0xffffff).putShort((short) message);
            datagram.putShort((short) 0)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) 10)
                    .put(new byte[10]);
        }
        return datagram.array();
    }

    @Test
    void floodOfRecordsAtAPeerIsDroppedAndOthersDoNotFeelIt() throws IOException {
        try (LossyNetwork network = LossyNetwork.before(port(), 2);
                DtlsConnection victim = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE);
                DtlsConnection other = connect("Lily")) {
            assertThat(ask(victim, "a")).isEqualTo("aa");
            byte[] forged = new byte[1_000];
            new Random(3).nextBytes(forged);
            // An application record of the right epoch, which only its code gives away, and one too long.
            System.arraycopy(
                    new byte[] {23, (byte) 0xfe, (byte) 0xfd, 0, 1, 0, 0, 0, 0, 9, 9, 3, (byte) 0xdb},
                    0,
                    forged,
                    0,
                    13);
            for (int i = 0; i < 5_000; i++) {
                network.forge(forged);
            }
            network.forge(new byte[5_000]);
            int asked = 1 + askUntilAnswered(other, "b") + askUntilAnswered(victim, "c");
            assertThat(echo.served).hasValueLessThanOrEqualTo(asked);
        }
    }

    /// While one request is in hand, only so many wait.
    @Test
    void peerThatAsksFasterThanItIsServedLosesDatagrams() throws IOException {
        echo.gate = new CountDownLatch(1);
        try (DtlsConnection client = connect("Joanne")) {
            for (int i = 0; i < 500; i++) {
                client.send(new byte[] {'x'});
            }
            try (DtlsConnection other = connect("Lily")) {
                assertThat(other.peerChain()).as("others come in").isNotEmpty();
            }
            echo.gate.countDown();
            int answers = 0;
            while (client.receive(SHORT).isPresent()) {
                answers++;
            }
            assertThat(answers).isBetween(1, Inbox.DATAGRAMS_MAX + 1);
        }
    }

    @Test
    void silentPeerIsForgottenAndGarbageKeepsNobody() throws IOException {
        echo.idle = Duration.ofSeconds(1);
        try (LossyNetwork network = LossyNetwork.before(port(), 4);
                DtlsConnection client = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
            assertThat(ask(client, "a")).isEqualTo("aa");
            await().atMost(Duration.ofSeconds(5))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        network.forge(new byte[] {1, 2, 3});
                        return listener.peers() == 0;
                    });
            assertThatThrownBy(() -> client.receive(PATIENCE)).isInstanceOf(AssociationEndedException.class);
        }
    }

    @Test
    void clientWhoseAddressChangesNeedsAnotherHandshakeAndGetsIt() throws IOException {
        try (LossyNetwork network = LossyNetwork.before(port(), 5);
                DtlsConnection client = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
            assertThat(ask(client, "a")).isEqualTo("aa");
            network.changeAddress();
            client.send(new byte[] {'b'});
            assertThat(client.receive(SHORT)).as("who is that").isEmpty();
            try (DtlsConnection again = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
                assertThat(ask(again, "c")).isEqualTo("cc");
            }
        }
    }

    /// A client that was killed begins anew from the same address.
    @Test
    void newHandshakeFromTheSameAddressReplacesTheFormer() throws IOException {
        try (LossyNetwork network = LossyNetwork.before(port(), 6);
                DtlsConnection former = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
            assertThat(ask(former, "a")).isEqualTo("aa");
            try (DtlsConnection newer = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
                assertThat(ask(newer, "b")).isEqualTo("bb");
                assertThat(listener.peers()).isEqualTo(1);
            }
        }
    }

    @Drill
    @Test
    void handshakesSucceedOverABadNetwork() throws IOException {
        int tries = 0;
        for (int seed = 0; seed < 6; seed++) {
            try (LossyNetwork network = LossyNetwork.before(port(), seed).bad(15, 10, 20);
                    DtlsConnection client = connect(network.port(), CERTIFICATES.account("Joanne"), PATIENCE)) {
                assertThat(client.peerChain()).isNotEmpty();
                tries++;
            }
        }
        assertThat(tries).isEqualTo(6);
    }

    @Test
    void stopTellsThePeers() throws Exception {
        try (DtlsConnection client = connect("Joanne")) {
            assertThat(ask(client, "a")).isEqualTo("aa");
            assertThat(listener.stop(PATIENCE)).isTrue();
            assertThatThrownBy(() -> client.receive(PATIENCE)).isInstanceOf(AssociationEndedException.class);
        }
    }

    /// What is in hand when the listener ends is answered; nobody else comes in meanwhile.
    @Test
    void endAnswersWhatIsInHandAndAdmitsNobody() throws Exception {
        echo.gate = new CountDownLatch(1);
        try (DtlsConnection client = connect("Joanne")) {
            client.send("last".getBytes(UTF_8));
            await().until(() -> echo.asked.get() == 1);

            listener.end();
            assertThatThrownBy(() -> connect(port(), CERTIFICATES.account("Lily"), SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            echo.gate.countDown();

            assertThat(new String(client.receive(PATIENCE).orElseThrow(), UTF_8))
                    .isEqualTo("lastlast");
            assertThatThrownBy(() -> client.receive(PATIENCE)).isInstanceOf(AssociationEndedException.class);
            await().until(() -> listener.peers() == 0);
        }
    }
}
