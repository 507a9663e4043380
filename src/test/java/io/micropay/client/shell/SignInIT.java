package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyAlgorithm;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.crypto.WrongPasswordException;
import io.micropay.money.AccountName;
import io.micropay.server.EnrolmentMode;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// First runs, and those after them, against a real server.
@Timeout(60)
class SignInIT {

    private static final String SECRET = "open sesame";
    private static final AccountName JOANNE = AccountName.parse("Joanne").orElseThrow();

    /// Most tests are not about passwords, and each costs half of a second.
    private static final SignInOptions NOTHING_SAID = options(Optional.of(""), Optional.empty(), Optional.empty());

    @TempDir
    private Path wallets;

    private final TypedDialogue person = new TypedDialogue();
    private TestServer server = TestServer.with().enrolment(EnrolmentMode.OPEN).start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void newcomerTrustsAndIsCertifiedAndIsAskedForThePasswordAloneTheNextTime() throws Exception {
        person.type("y", SECRET, SECRET);
        Identity first = signIn(new SignInOptions(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(first.name()).isEqualTo("Joanne");
        assertThat(first.authority()).isEqualTo(server.certificates().ca());
        assertThat(first.verificationKey().algorithm()).isEqualTo(KeyAlgorithm.RSA);
        assertThat(seen())
                .contains(Fingerprint.ofCertificate(server.certificates().ca()).text())
                .contains("Do you trust it? [y/N]")
                .contains("Password:")
                .contains("Once more:")
                .contains("certifies this key as Joanne's until ")
                .doesNotContain("no password");
        server.connect(first).expect("Connection accepted!").close();

        int lines = person.seen().size();
        person.type(SECRET);
        Identity second = signIn(options(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(second.certificate()).isEqualTo(first.certificate());
        assertThat(person.seen().subList(lines, person.seen().size())).containsExactly("Password:");
    }

    @Test
    void wrongPasswordOpensNothing() throws Exception {
        signIn(options(Optional.of(SECRET), Optional.of(fingerprint()), Optional.empty()));

        assertThatThrownBy(() -> signIn(options(Optional.of("open"), Optional.empty(), Optional.empty())))
                .isInstanceOf(WrongPasswordException.class)
                .hasMessage("the password is wrong");
    }

    @Test
    void passwordIsTypedTwiceAlikeAndMayBeEmpty() throws Exception {
        person.type("y", SECRET, "open", "", "");
        signIn(options(Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(seen()).contains("These two differ").contains("It has no password: whoever can read that file");
        assertThat(Files.readString(folder().keyFile())).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "maybe", "yess"})
    void whoIsNotTrustedHearsNothingAndNothingIsKept(String answer) throws Exception {
        person.type(answer);

        assertFails(
                () -> signIn(NOTHING_SAID),
                Kind.AUTHENTICATION,
                "you do not trust the CA of " + address() + ": nothing was sent, and nothing kept");
        assertThat(wallets).isEmptyDirectory();
    }

    @Test
    void fingerprintStandsForThePersonsWord() throws Exception {
        Identity identity = signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));

        assertThat(identity.authority()).isEqualTo(server.certificates().ca());
        assertThat(seen()).doesNotContain("Do you trust it?");
    }

    @Test
    void wrongFingerprintIsRefusedWithBoth() {
        Fingerprint other = Fingerprint.ofCertificate(TestCertificates.another().ca());

        assertFails(
                () -> signIn(options(Optional.of(""), Optional.of(other), Optional.empty())),
                Kind.AUTHENTICATION,
                "the CA of " + address() + " is " + fingerprint().text() + ", and the one to trust is " + other.text());
        assertThat(wallets).isEmptyDirectory();
    }

    @Test
    void caOfAFileIsHeldAgainstTheServers() throws Exception {
        X509Certificate other = TestCertificates.another().ca();
        assertFails(
                () -> signIn(withCa(other)),
                Kind.AUTHENTICATION,
                "and the one to trust is " + Fingerprint.ofCertificate(other).text());

        assertThat(signIn(withCa(server.certificates().ca())).name()).isEqualTo("Joanne");
    }

    @Test
    void identityIsOfOneLedger() throws Exception {
        signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));
        Fingerprint other = Fingerprint.ofCertificate(TestCertificates.another().ca());

        assertFails(
                () -> signIn(options(Optional.of(""), Optional.of(other), Optional.empty())),
                Kind.AUTHENTICATION,
                "this wallet's CA is " + fingerprint().text() + ", and the one to trust is " + other.text());
    }

    @Test
    void whatACrashLeavesIsGoneOnWith() throws Exception {
        X509Certificate ca = server.certificates().ca();
        IdentityFolder trusting = folder();
        trusting.begin(address(), ca);

        // Trust was given: nobody is asked again, and another server is not looked at.
        Identity identity = signIn(NOTHING_SAID);
        assertThat(seen()).doesNotContain("Do you trust it?");

        // The key was made, and is certified now.
        Files.delete(trusting.path().resolve("wallet.crt"));
        Identity again = signIn(NOTHING_SAID);
        assertThat(again.verificationKey()).isEqualTo(identity.verificationKey());
        assertThat(again.certificate()).isNotEqualTo(identity.certificate());

        // Only the address was written.
        for (String file : List.of("ca.crt", "wallet.key", "wallet.crt")) {
            Files.delete(trusting.path().resolve(file));
        }
        assertThat(trusting.exists()).isFalse();
        person.type("y");
        assertThat(signIn(NOTHING_SAID).name()).isEqualTo("Joanne");
    }

    @Test
    void invitationIsAskedForWhereItIsNeeded() throws Exception {
        restart(EnrolmentMode.INVITE);
        person.type("y", "wrong1234");
        assertFails(
                () -> signIn(NOTHING_SAID),
                Kind.AUTHENTICATION,
                "the server does not certify Joanne: the invitation is unknown or used up (220 AUTH_FAIL)");

        person.type(server.invitation());
        assertThat(signIn(NOTHING_SAID).name()).isEqualTo("Joanne");
        assertThat(seen()).contains("This server asks newcomers for an invitation. Enter its code:");
    }

    @Test
    void invitationOfAnOptionNeedsNoQuestion() throws Exception {
        restart(EnrolmentMode.INVITE);

        assertThat(signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.of(server.invitation())))
                        .name())
                .isEqualTo("Joanne");
    }

    /// It would be another field of the request's line, or another line.
    @ParameterizedTest
    @ValueSource(strings = {"1234567", "12345678#1", "12345678\nEXIT", "12345678é"})
    void whatIsNoInvitationIsNotSent(String code) throws Exception {
        restart(EnrolmentMode.INVITE);

        assertFails(
                () -> signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.of(code))),
                Kind.USAGE,
                "is not an invitation");
    }

    @Test
    void whoCertifiesNobodySaysSo() throws Exception {
        restart(EnrolmentMode.CLOSED);
        person.type("y");
        assertFails(
                () -> signIn(NOTHING_SAID),
                Kind.AUTHENTICATION,
                "the server does not certify Joanne: nobody new is enrolled here (220 AUTH_FAIL)");

        server.close();
        server = TestServer.start();
        assertFails(
                () -> signIn(NOTHING_SAID),
                Kind.AUTHENTICATION,
                "the server does not certify Joanne: it certifies nobody");
    }

    @Test
    void nameOfAnotherIsRefused() throws Exception {
        server.newcomer("Joanne", "0").close();
        person.type("y");

        assertFails(
                () -> signIn(NOTHING_SAID),
                Kind.AUTHENTICATION,
                "the server does not certify Joanne: the name is another key's (220 AUTH_FAIL)");
    }

    @Test
    void certificateIsRenewedWhenTwoThirdsOfItsLifeAreOver() throws Exception {
        Identity first = signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));
        Instant begin = first.certificate().getNotBefore().toInstant();
        Duration life =
                Duration.between(begin, first.certificate().getNotAfter().toInstant());

        Instant before = begin.plus(life.multipliedBy(2).dividedBy(3));
        assertThat(signInAt(before).certificate()).isEqualTo(first.certificate());
        Identity renewed = signInAt(before.plusSeconds(1));
        assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
        assertThat(renewed.verificationKey()).isEqualTo(first.verificationKey());
        assertThat(signIn(NOTHING_SAID).certificate()).isEqualTo(renewed.certificate());
    }

    @Test
    void renewalThatFailsIsAWarningWhileTheCertificateCounts() throws Exception {
        Identity old = keep(Duration.ofMinutes(20));
        server.close();
        server = TestServer.start();

        assertThat(signIn(NOTHING_SAID).certificate()).isEqualTo(old.certificate());
        assertThat(seen()).contains("The certificate could not be renewed: it certifies nobody.");

        ServerAddress nobody = new ServerAddress("127.0.0.1", FreePort.next());
        assertThat(new SignIn(folder(), nobody, NOTHING_SAID, person, Clock.systemUTC())
                        .identity()
                        .certificate())
                .isEqualTo(old.certificate());
        assertThat(seen()).contains("The certificate could not be renewed: nobody listens at " + nobody);
    }

    @Test
    void whatNeedsNoServerNeedsNoCertificateThatCountsEither() throws Exception {
        Identity ended = keep(Duration.ofMinutes(-10));

        ServerAddress nobody = new ServerAddress("127.0.0.1", FreePort.next());
        SignIn offline = new SignIn(folder(), nobody, NOTHING_SAID, person, Clock.systemUTC());
        assertThat(offline.identityHere().certificate()).isEqualTo(ended.certificate());
        assertThat(seen()).isEmpty();
    }

    /// In every mode, as long as the key has an account.
    @Test
    void certificateThatHasEndedIsReplacedWithoutOne() throws Exception {
        restart(EnrolmentMode.CLOSED);
        Identity ended = keep(Duration.ofMinutes(-10));
        assertFails(() -> signIn(NOTHING_SAID), Kind.AUTHENTICATION, "nobody new is enrolled here");

        Identity account = server.certificates().certify("Joanne", ended.signingKey());
        server.connect(account)
                .expect("Connection accepted!", "Handler assigned!")
                .send("REGISTER#Joanne#0")
                .expect("100 OK")
                .close();
        Identity renewed = signIn(NOTHING_SAID);
        assertThat(renewed.verificationKey()).isEqualTo(ended.verificationKey());
        renewed.requireValidAt(Instant.now().plus(Duration.ofDays(80)));
        assertThat(seen()).contains("The certificate has ended on ");
    }

    @Test
    void keyThatOthersCanReadIsRefused() throws Exception {
        signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));
        Files.setPosixFilePermissions(folder().keyFile(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> signIn(NOTHING_SAID))
                .isInstanceOf(CryptoException.class)
                .hasMessage("others can read the private key " + folder().keyFile());
    }

    @Test
    void keyThatIsLostIsNotReplaced() throws Exception {
        signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));
        Files.delete(folder().keyFile());

        assertThatThrownBy(() -> signIn(NOTHING_SAID)).hasMessage(folder().keyFile() + " does not exist");
        assertThat(folder().hasKey()).isFalse();
    }

    @Test
    void keyOfAnotherWalletIsNotTakenForThisOne() throws Exception {
        signIn(options(Optional.of(""), Optional.of(fingerprint()), Optional.empty()));
        Files.delete(folder().keyFile());
        folder().keep(KeyKind.P256.generate(), Password.of(""));

        assertThatThrownBy(() -> signIn(NOTHING_SAID)).hasMessage("the private key is not the certificate's");
    }

    @Test
    void scriptThatSaysEverythingIsAskedNothing() throws Exception {
        restart(EnrolmentMode.INVITE);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PipedDialogue script = script(told)) {
            SignInOptions all = new SignInOptions(
                    Optional.of(Password.of(SECRET)),
                    Optional.of(fingerprint()),
                    Optional.empty(),
                    Optional.of(server.invitation()),
                    Optional.of(KeyKind.ED25519));
            Identity identity = new SignIn(folder(), address(), all, script, Clock.systemUTC()).identity();
            assertThat(identity.verificationKey().algorithm()).isEqualTo(KeyAlgorithm.ED25519);
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET).contains("-> Made a key in ");
    }

    @Test
    void scriptIsToldWhatIsMissing() throws Exception {
        restart(EnrolmentMode.INVITE);
        try (PipedDialogue script = script(new ByteArrayOutputStream())) {
            assertFails(
                    () -> signIn(script, Optional.empty(), Optional.empty()),
                    Kind.USAGE,
                    "nothing says which CA to trust, and there is nobody to ask");
            assertThat(wallets).isEmptyDirectory();
            assertFails(
                    () -> signIn(script, Optional.empty(), Optional.of(fingerprint())),
                    Kind.USAGE,
                    "a password for the wallet's new key is missing, and there is nobody to ask");
            assertFails(
                    () -> signIn(script, Optional.of(SECRET), Optional.empty()),
                    Kind.USAGE,
                    "the server asks newcomers for an invitation, and there is nobody to ask");
            assertFails(
                    () -> signIn(script, Optional.empty(), Optional.empty()),
                    Kind.USAGE,
                    "the password of the wallet's key is missing, and there is nobody to ask");
        }
    }

    @Test
    void questionThatIsTakenBackOpensNothing() throws Exception {
        person.type(TypedDialogue.CTRL_C);

        assertFails(() -> signIn(NOTHING_SAID), Kind.REFUSED, "the wallet is not open: you did not go on");
        assertThat(wallets).isEmptyDirectory();
    }

    private void restart(EnrolmentMode mode) {
        server.close();
        server = TestServer.with().enrolment(mode).start();
    }

    /// Keeps a wallet whose certificate has been valid for an hour, and will be for so long.
    private Identity keep(Duration left) throws Exception {
        Identity own = server.certificates().newAccount("Joanne", KeyKind.P256);
        X509Certificate certificate =
                server.certificates().authority().issueAccount("Joanne", own.verificationKey(), left);
        folder().begin(address(), server.certificates().ca());
        folder().keep(own.signingKey(), Password.of(""));
        folder().keep(certificate);
        return Identity.of(certificate, server.certificates().ca(), own.signingKey());
    }

    private IdentityFolder folder() throws IOException {
        return IdentityFolder.of(wallets, JOANNE);
    }

    private ServerAddress address() {
        return new ServerAddress("127.0.0.1", server.port());
    }

    private Fingerprint fingerprint() {
        return Fingerprint.ofCertificate(server.certificates().ca());
    }

    private Identity signIn(SignInOptions options) throws Exception {
        return new SignIn(folder(), address(), options, person, Clock.systemUTC()).identity();
    }

    private Identity signInAt(Instant now) throws Exception {
        return new SignIn(folder(), address(), NOTHING_SAID, person, Clock.fixed(now, ZoneOffset.UTC)).identity();
    }

    private Identity signIn(Dialogue script, Optional<String> password, Optional<Fingerprint> fingerprint)
            throws Exception {
        SignInOptions options = options(password, fingerprint, Optional.empty());
        return new SignIn(folder(), address(), options, script, Clock.systemUTC()).identity();
    }

    private static PipedDialogue script(ByteArrayOutputStream told) {
        PrintStream stream = new PrintStream(told, false, StandardCharsets.UTF_8);
        return PipedDialogue.start(InputStream.nullInputStream(), stream, stream);
    }

    private static SignInOptions options(
            Optional<String> password, Optional<Fingerprint> fingerprint, Optional<String> invitation) {
        return new SignInOptions(
                password.map(SignInIT::password), fingerprint, Optional.empty(), invitation, Optional.of(KeyKind.P256));
    }

    private static SignInOptions withCa(X509Certificate ca) {
        return new SignInOptions(
                Optional.of(password("")),
                Optional.empty(),
                Optional.of(ca),
                Optional.empty(),
                Optional.of(KeyKind.P256));
    }

    private static Password password(String text) {
        try {
            return Password.of(text);
        } catch (CryptoException tooLong) {
            throw new IllegalArgumentException(tooLong);
        }
    }

    private String seen() {
        return String.join("\n", person.seen());
    }

    private static void assertFails(ThrowingCallable signIn, Kind kind, String message) {
        assertThatThrownBy(signIn).isInstanceOfSatisfying(CommandFailedException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(message);
        });
    }
}
