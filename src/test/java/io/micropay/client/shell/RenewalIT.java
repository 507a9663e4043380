package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.IdentityFolder;
import io.micropay.client.PaymentIntent;
import io.micropay.client.PaymentResult;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.WalletSession;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.net.Deadlines;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.Watchdog;
import io.micropay.server.EnrolmentMode;
import io.micropay.testing.FreePort;
import io.micropay.testing.MovedClock;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import io.micropay.testing.TestServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Wallets that stay open for longer than their certificate lasts, against a real server.
@Timeout(60)
class RenewalIT {

    private static final AccountName LILY = AccountName.parse("Lily").orElseThrow();
    private static final AccountName JOANNE = AccountName.parse("Joanne").orElseThrow();
    private static final Amount ONE = Amount.parse("1").orElseThrow();
    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private static final RenewalPace OFTEN = new RenewalPace(Duration.ofMillis(20), Duration.ofMillis(100));
    private static final RenewalPace ONCE = new RenewalPace(Duration.ofMillis(20), Duration.ofDays(1));

    /// Long enough to connect and log in on a slow machine.
    private static final Duration SOON = Duration.ofSeconds(4);

    @TempDir
    private Path home;

    private final TypedDialogue lily = new TypedDialogue();
    private final List<Outcome.Received> received = new CopyOnWriteArrayList<>();
    private final AtomicLong ahead = new AtomicLong();
    private final Identity first = CERTIFICATES.newAccount("Lily", KeyKind.P256);
    private TestServer server = TestServer.start();

    @BeforeEach
    void register() {
        server.stop();
        int port = server.port();
        server = server(port).start();
        register(first, "Lily");
        register(CERTIFICATES.account("Joanne"), "Joanne");
    }

    private void register(Identity identity, String name) {
        try (TestClient client = server.connect(identity).expect("Connection accepted!", "Handler assigned!")) {
            client.send("REGISTER#" + name + "#10").expect("100 OK");
        }
    }

    private TestServerBuilder server(int port) {
        return TestServer.with().folder(home.resolve("server")).port(port);
    }

    /// The same server, started again; it certifies those whom it knows now.
    private void restartCertifying() {
        int port = server.port();
        server.stop();
        server = server(port).enrolment(EnrolmentMode.CLOSED).start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void payeeWhoStaysRenewsWhenTwoThirdsOfTheCertificatesLifeAreOver() throws Exception {
        restartCertifying();
        Wallet wallet = keep(CERTIFICATES.certify("Lily", first.signingKey()));
        X509Certificate before = wallet.identity().certificate();
        int port = FreePort.next();
        Attendance attendance = attendance(settings(wallet, OFTEN, port));
        CompletableFuture<Void> stay = stay(attendance);
        awaitSeen("READY Lily", 1);
        assertThat(shown(port)).isEqualTo(before);

        ahead.set(Duration.ofDays(61).toMillis());

        awaitSeen("certifies this key as Lily's until", 1);
        X509Certificate renewed = wallet.identity().certificate();
        assertThat(renewed).isNotEqualTo(before);
        assertThat(folder().certificate()).contains(renewed);
        assertThat(shown(port)).isEqualTo(renewed);
        attendance.leave();
        stay.get(10, TimeUnit.SECONDS);
        assertThat(seen("The server is gone")).isZero();
    }

    @Test
    void payeeWhoStaysIsPaidAfterTheFirstCertificateHasEndedAndTheServerCameBack() throws Exception {
        Wallet wallet = keep(lasting(SOON));
        Attendance attendance = attendance(settings(wallet, ONCE, FreePort.next()));
        CompletableFuture<Void> stay = stay(attendance);
        awaitSeen("READY Lily", 1);
        awaitSeen("The certificate could not be renewed: it certifies nobody.", 1);
        awaitEnd(wallet);

        restartCertifying();

        awaitSeen("READY Lily", 2);
        assertThat(seen("The certificate has ended on ")).isOne();
        assertThat(seen("certifies this key as Lily's until")).isOne();
        assertThat(pay()).isInstanceOf(PaymentResult.Paid.class);
        await().until(() -> received.size() == 1);
        attendance.leave();
        stay.get(10, TimeUnit.SECONDS);
    }

    @Test
    void promptIsPaidAndPaysAfterTheFirstCertificateHasEndedAndTheServerCameBack() throws Exception {
        Wallet wallet = keep(lasting(SOON));
        CompletableFuture<Void> shell = shell(settings(wallet, ONCE, FreePort.next()));
        lily.type("login Lily");
        awaitSeen("Your current account balance: 10", 1);
        awaitEnd(wallet);

        restartCertifying();
        awaitSeen("closed the connection", 1);
        lily.type("connect", "login Lily");

        awaitSeen("Your current account balance: 10", 2);
        assertThat(seen("The certificate has ended on ")).isOne();
        assertThat(pay()).isInstanceOf(PaymentResult.Paid.class);
        awaitSeen("Received 1 from Joanne", 1);
        try (WalletSession joanne = joanne(FreePort.next(), new AcceptancePolicy.All())) {
            lily.type("pay Joanne 1");
            awaitSeen(PaymentSentences.PAID, 1);
            // A payee judges the certificate of who dials it.
            assertThat(seen(PaymentSentences.RELAYING)).isZero();
            assertThat(joanne.isOpen()).isTrue();
        }
        lily.type("exit");
        shell.get(10, TimeUnit.SECONDS);
    }

    @Test
    void renewalThatFailsIsToldOnceAndTriedAgain() throws Exception {
        Wallet wallet = keep(lasting(Duration.ofMinutes(20)));
        Attendance attendance = attendance(settings(wallet, OFTEN, 0));
        CompletableFuture<Void> stay = stay(attendance);
        awaitSeen("The certificate could not be renewed: it certifies nobody.", 1);

        restartCertifying();

        awaitSeen("certifies this key as Lily's until", 1);
        awaitSeen("READY Lily", 2);
        assertThat(seen("it certifies nobody")).isOne();
        assertThat(seen("The certificate has ended on ")).isZero();
        attendance.leave();
        stay.get(10, TimeUnit.SECONDS);
    }

    @Test
    void renewalThatFailsIsTriedOnceADay() throws Exception {
        Wallet wallet = keep(lasting(Duration.ofMinutes(20)));
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket rude = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnAll(rude, calls));
            Renewal renewal = signIn(rude.getLocalPort()).renewal(wallet);
            for (int look = 0; look < 5; look++) {
                renewal.look();
            }
            assertThat(calls).hasValue(1);
            ahead.set(Duration.ofHours(25).toMillis());
            renewal.look();
            renewal.look();
            assertThat(calls).hasValue(2);
        }
        assertThat(seen("The certificate could not be renewed")).isOne();
        assertThat(wallet.identity().certificate())
                .isEqualTo(folder().certificate().orElseThrow());
    }

    @Test
    void certificateThatHasEndedAndThatNobodyReplacesIsAFailure() throws Exception {
        Wallet wallet = keep(lasting(Duration.ofMinutes(-10)));
        Renewal renewal = signIn(server.port()).renewal(wallet);

        assertThatThrownBy(renewal::beforeConnecting)
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("the server does not certify Lily: it certifies nobody");
        renewal.look();
        assertThat(seen("It has ended on ")).isOne();
    }

    @Test
    void whatAnotherProcessOfTheWalletHasGotIsTakenWithoutAWord() throws Exception {
        Wallet wallet = keep(lasting(Duration.ofMinutes(-10)));
        Renewal renewal = signIn(FreePort.next()).renewal(wallet);
        X509Certificate renewed =
                CERTIFICATES.certify("Lily", first.signingKey()).certificate();
        folder().keep(renewed);

        renewal.beforeConnecting();

        assertThat(wallet.identity().certificate()).isEqualTo(renewed);
        assertThat(lily.seen()).isEmpty();
    }

    @Test
    void walletKeepsItsKeyAndItsLedger() throws Exception {
        Wallet wallet = keep(first);

        assertThatThrownBy(() -> wallet.renew(CERTIFICATES.newAccount("Lily", KeyKind.P256)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wallet.renew(TestCertificates.another().certify("Lily", first.signingKey())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wallet.identity()).isEqualTo(first);
    }

    /// Of Lily's key; it has been valid for an hour, so it is due.
    private Identity lasting(Duration left) throws Exception {
        X509Certificate certificate = CERTIFICATES.authority().issueAccount("Lily", first.verificationKey(), left);
        return Identity.of(certificate, CERTIFICATES.ca(), first.signingKey());
    }

    private Wallet keep(Identity identity) throws Exception {
        folder().begin(new ServerAddress("127.0.0.1", server.port()), CERTIFICATES.ca());
        folder().keep(identity.signingKey(), Password.of(""));
        folder().keep(identity.certificate());
        return new Wallet(identity, new WalletFolder(home.resolve("Lily")));
    }

    private IdentityFolder folder() throws Exception {
        return IdentityFolder.of(home.resolve("wallets"), LILY);
    }

    private SignIn signIn(int port) throws Exception {
        SignInOptions nothing = new SignInOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new SignIn(folder(), new ServerAddress("127.0.0.1", port), nothing, lily, new MovedClock(ahead));
    }

    private ShellSettings settings(Wallet wallet, RenewalPace pace, int port) throws Exception {
        return new ShellSettings(
                wallet,
                signIn(server.port()).renewal(wallet, pace),
                LILY,
                new ServerAddress("127.0.0.1", server.port()),
                port,
                new AcceptancePolicy.All());
    }

    private Attendance attendance(ShellSettings settings) {
        return new Attendance(settings, false, lily, received::add);
    }

    private static CompletableFuture<Void> stay(Attendance attendance) {
        return running(attendance::stay);
    }

    private CompletableFuture<Void> shell(ShellSettings settings) {
        return running(new Shell(settings, lily, new Suggestions())::run);
    }

    private interface Stay {
        void begin() throws CommandFailedException;
    }

    private static CompletableFuture<Void> running(Stay stay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                stay.begin();
                over.complete(null);
            } catch (CommandFailedException | RuntimeException failure) {
                over.completeExceptionally(failure);
            }
        });
        return over;
    }

    private WalletSession joanne(int port, AcceptancePolicy policy) throws Exception {
        Wallet wallet = new Wallet(CERTIFICATES.account("Joanne"), new WalletFolder(home.resolve("Joanne")));
        QuietNotices notices = new QuietNotices(text -> {}, paid -> {}, lost -> {}, open -> {});
        WalletSession session = WalletSession.open(new ServerAddress("127.0.0.1", server.port()), wallet, notices);
        session.logIn(JOANNE, port, false, policy);
        return session;
    }

    private PaymentResult pay() throws Exception {
        try (WalletSession joanne = joanne(0, new AcceptancePolicy.None("a payer"))) {
            return joanne.pay(new PaymentIntent(LILY, ONE, Memo.EMPTY, false));
        }
    }

    /// What the payee's port shows to who dials it.
    private X509Certificate shown(int port) throws Exception {
        TlsContext payer = TlsContext.payer(CERTIFICATES.account("Joanne"), first.verificationKey());
        try (Watchdog watchdog = Watchdog.start(Deadlines.standard());
                TlsConnection connection = TlsConnection.connect("127.0.0.1", port, payer, watchdog)) {
            return connection.peer().orElseThrow();
        }
    }

    private static void hangUpOnAll(ServerSocket rude, AtomicInteger calls) {
        try {
            while (true) {
                rude.accept().close();
                calls.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void awaitEnd(Wallet wallet) {
        X509Certificate certificate = wallet.identity().certificate();
        await().until(() -> Certification.hasEnded(certificate, new MovedClock(ahead).instant()));
    }

    private void awaitSeen(String words, int times) {
        await().until(() -> seen(words) == times);
    }

    private long seen(String words) {
        return lily.seen().stream().filter(line -> line.contains(words)).count();
    }
}
