package io.micropay.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Comes to a server, and to much that is none, or not the right one.
class ConnectingIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with()
                .workers(2)
                .waitingMax(1)
                .connectionsPerKeyMax(2)
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void serverIsKnownAfterItsGreetingAndItsHello() throws Exception {
        RecordedNotices notices = new RecordedNotices(true);
        try (ServerConnection connection = dialler("Joanne").connect(notices)) {
            KnownLedger ledger = KnownLedger.ask(connection, CERTIFICATES.ca());

            assertThat(ledger.id()).isEqualTo(CERTIFICATES.ledgerId());
            assertThat(ledger.unit()).isEqualTo("USD");
            assertThat(ledger.now())
                    .isBetween(System.currentTimeMillis() - 10_000, System.currentTimeMillis() + 10_000);
            assertThat(notices.lines()).containsExactly("server CN=localhost");
            connection.exit();
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void nobodyNeedsACertificateToAskWhoTheServerIs() throws Exception {
        try (ServerConnection connection =
                Dialler.anonymous(address(), CERTIFICATES.ca()).connect(ConnectionNotices.NONE)) {
            assertThat(KnownLedger.ask(connection, CERTIFICATES.ca()).id()).isEqualTo(CERTIFICATES.ledgerId());
            assertThat(connection.ask(new Request.Balance()))
                    .isEqualTo(new Response.AuthenticationFailed("certificate required"));
        }
    }

    @Test
    void whoWaitsIsToldItsPlaceAndServedInTheEnd() throws Exception {
        RecordedNotices notices = new RecordedNotices(true);
        CompletableFuture<ServerConnection> third;
        try (TestClient first = server.greeted("First");
                TestClient second = server.greeted("Second")) {
            third = CompletableFuture.supplyAsync(() -> connectUnchecked("Third", notices));
            await().untilAsserted(() -> assertThat(notices.lines()).contains("waiting 0"));
            assertThat(third).isNotDone();
            assertThat(trouble(dialler("Fourth"))).isEqualTo(Trouble.BUSY);
            first.send("EXIT").expect("Bye");
            third.join().close();
            second.send("EXIT").expect("Bye");
        }
    }

    @Test
    void oneKeyHasOnlySoManyConnections() throws Exception {
        try (ServerConnection first = dialler("Many").connect(ConnectionNotices.NONE);
                ServerConnection second = dialler("Many").connect(ConnectionNotices.NONE)) {
            assertThat(trouble(dialler("Many"))).isEqualTo(Trouble.BUSY);
            first.exit();
            second.exit();
        }
    }

    @Test
    void certificateThatHasExpiredIsRefused() throws Exception {
        SigningKey key = KeyKind.P256.generate();
        Identity expired = Identity.of(
                CERTIFICATES.authority().issueAccount("Late", key.verificationKey(), Duration.ofMinutes(-10)),
                CERTIFICATES.ca(),
                key);

        assertThat(trouble(Dialler.of(address(), expired))).isEqualTo(Trouble.REFUSED);
    }

    @Test
    void revokedKeyIsRefusedWithTheServersReason() throws Exception {
        Identity revoked = CERTIFICATES.account("Revoked");
        Files.writeString(
                server.folder().resolve("revoked"), revoked.verificationKey().fingerprint() + "\n");
        await().untilAsserted(() -> {
            ConnectionException failure = failure(Dialler.of(address(), revoked));
            assertThat(failure).isNotNull();
            assertThat(failure.trouble()).isEqualTo(Trouble.REFUSED);
            assertThat(failure).hasMessageContaining("revoked").hasMessageContaining("220 AUTH_FAIL");
        });
    }

    @Test
    void serverOfAnotherCaIsNotTrusted() {
        TestCertificates others = TestCertificates.another();

        assertThat(trouble(Dialler.anonymous(address(), others.ca()))).isEqualTo(Trouble.UNTRUSTED);
    }

    @Test
    void certificateForAnotherHostIsNotTrusted() throws Exception {
        SigningKey key = KeyKind.P256.generate();
        Identity elsewhere = Identity.of(
                CERTIFICATES.authority().issueServer(List.of("pay.example"), key.verificationKey()),
                CERTIFICATES.ca(),
                key);
        try (ScriptedServer other = ScriptedServer.start(elsewhere, channel -> {})) {
            assertThat(trouble(Dialler.of(other.address(), CERTIFICATES.account("Joanne"))))
                    .isEqualTo(Trouble.UNTRUSTED);
        }
    }

    @Test
    void accountCertificateIsNoServers() throws Exception {
        try (ScriptedServer other = ScriptedServer.start(CERTIFICATES.account("127.0.0.1"), channel -> {})) {
            assertThat(trouble(Dialler.of(other.address(), CERTIFICATES.account("Joanne"))))
                    .isEqualTo(Trouble.UNTRUSTED);
        }
    }

    @Test
    void nobodyThereIsUnreachable() {
        ServerAddress nowhere = new ServerAddress("127.0.0.1", FreePort.next());
        assertThat(trouble(Dialler.of(nowhere, CERTIFICATES.account("Joanne")))).isEqualTo(Trouble.UNREACHABLE);
        ServerAddress unknown = new ServerAddress("no-such-host.invalid", 16000);
        assertThat(trouble(Dialler.of(unknown, CERTIFICATES.account("Joanne")))).isEqualTo(Trouble.UNREACHABLE);
    }

    @Test
    void serverWithoutTlsIsUnreachable() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> greetInPlainText(plain));
            ServerAddress address = new ServerAddress("127.0.0.1", plain.getLocalPort());

            ConnectionException failure = failure(Dialler.of(address, CERTIFICATES.account("Joanne")));
            assertThat(failure.trouble()).isEqualTo(Trouble.UNREACHABLE);
            assertThat(failure).hasMessageContaining("does not speak TLS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "!", "Handler assigned!", "220 AUTH_FAIL", "Connection accepted!\nHello"})
    void whoGreetsOtherwiseIsNoServer(String greeting) throws Exception {
        try (ScriptedServer other = ScriptedServer.start(channel -> channel.write(greeting))) {
            assertThat(failure(Dialler.of(other.address(), CERTIFICATES.account("Joanne"))))
                    .isNotNull();
        }
    }

    @Test
    void serverThatHangsUpBeforeItsGreetingIsLost() throws Exception {
        try (ScriptedServer other = ScriptedServer.start(channel -> {})) {
            assertThat(trouble(Dialler.of(other.address(), CERTIFICATES.account("Joanne"))))
                    .isEqualTo(Trouble.LOST);
        }
    }

    @Test
    void serverWhoseLedgerCannotAnswerIsBusy() throws Exception {
        ConnectionException busy = failureOfHello("TRANS FAIL#BUSY#the server is at its limit, try again");
        assertThat(busy.trouble()).isEqualTo(Trouble.BUSY);
        assertThat(busy).hasMessage("the server cannot answer now: the server is at its limit, try again");
    }

    @Test
    void serverOfAnotherLedgerIsNotTrusted() throws Exception {
        assertThat(troubleOfHello(hello("0".repeat(64), CERTIFICATES.ledger()))).isEqualTo(Trouble.UNTRUSTED);
    }

    @Test
    void receiptCertificateOfSomethingElseIsNotTrusted() throws Exception {
        String ledger = CERTIFICATES.ledgerId().hex();
        Identity stranger = TestCertificates.another().ledger();
        assertThat(troubleOfHello(hello(ledger, stranger))).isEqualTo(Trouble.UNTRUSTED);
        assertThat(troubleOfHello(hello(ledger, CERTIFICATES.server()))).isEqualTo(Trouble.UNTRUSTED);
        assertThat(troubleOfHello(hello(ledger, CERTIFICATES.account("Joanne"))))
                .isEqualTo(Trouble.UNTRUSTED);
    }

    /// An order expires by this clock: it must not be payable for years.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2100-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00Z",
                "2020-01-01T00:00:00Z"
            })
    void clockFarFromThisMachinesIsNotTrusted(String now) throws Exception {
        Timestamp clock = Timestamp.parse(now).orElseThrow();
        assertThat(troubleOfHello(hello(CERTIFICATES.ledgerId().hex(), CERTIFICATES.ledger(), clock)))
                .isEqualTo(Trouble.UNTRUSTED);
    }

    @Test
    void endOfTheConnectionIsNoticedWhileNobodyAsks() throws Exception {
        RecordedNotices notices = new RecordedNotices(true);
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (ScriptedServer other = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!");
                    end.join();
                });
                ServerConnection connection = Dialler.of(other.address(), CERTIFICATES.account("Joanne"))
                        .connect(notices)) {
            connection.onLost(notices::lost);
            assertThat(connection.isOpen()).isTrue();
            end.complete(null);

            await().untilAsserted(() -> assertThat(notices.lines()).contains("lost"));
            assertThat(connection.isOpen()).isFalse();
            assertThat(catchThrowableOfType(ConnectionException.class, () -> connection.ask(new Request.Balance()))
                            .trouble())
                    .isEqualTo(Trouble.LOST);
        }
    }

    @Test
    void answersAreNotTakenForThoseOfOtherQuestions() throws Exception {
        try (ScriptedServer other = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!\n!SOMETHING#new\n100 OK");
                    channel.readLine();
                    channel.write("NEVER_SEEN");
                });
                ServerConnection connection = Dialler.of(other.address(), CERTIFICATES.account("Joanne"))
                        .connect(ConnectionNotices.NONE)) {
            await().until(() ->
                    catchThrowableOfType(ConnectionException.class, () -> connection.ask(new Request.Balance()))
                            != null);
        }
    }

    private static String hello(String ledger, Identity receipts) {
        return hello(ledger, receipts, Timestamp.ofEpochMillis(System.currentTimeMillis()));
    }

    private static String hello(String ledger, Identity receipts, Timestamp now) {
        return ResponseCodec.encode(new Response.Hello(
                ledger,
                "USD",
                now,
                List.of(),
                Base64Url.of(Certificates.encoded(receipts.certificate())),
                Optional.empty()));
    }

    private static Trouble troubleOfHello(String hello) throws Exception {
        return failureOfHello(hello).trouble();
    }

    private static ConnectionException failureOfHello(String hello) throws Exception {
        try (ScriptedServer other = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!");
                    channel.readLine();
                    channel.write(hello);
                });
                ServerConnection connection = Dialler.of(other.address(), CERTIFICATES.account("Joanne"))
                        .connect(ConnectionNotices.NONE)) {
            return catchThrowableOfType(
                    ConnectionException.class, () -> KnownLedger.ask(connection, CERTIFICATES.ca()));
        }
    }

    private static void greetInPlainText(ServerSocket plain) {
        try (var socket = plain.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // The client has seen enough.
        }
    }

    private static ServerAddress address() {
        return new ServerAddress("127.0.0.1", server.port());
    }

    private static Dialler dialler(String person) {
        return Dialler.of(address(), CERTIFICATES.account(person));
    }

    private static ConnectionException failure(Dialler dialler) {
        return catchThrowableOfType(ConnectionException.class, () -> dialler.connect(ConnectionNotices.NONE));
    }

    private static Trouble trouble(Dialler dialler) {
        return failure(dialler).trouble();
    }

    private static ServerConnection connectUnchecked(String person, ConnectionNotices notices) {
        try {
            return dialler(person).connect(notices);
        } catch (ConnectionException e) {
            throw new CompletionException(e);
        }
    }
}
