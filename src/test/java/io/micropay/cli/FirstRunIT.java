package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.crypto.Fingerprint;
import io.micropay.server.EnrolmentMode;
import io.micropay.testing.PackagedClient;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packed client on a machine that has never seen the server.
@Timeout(120)
class FirstRunIT {

    private static final String ENTER = "\r";
    private static final String SECRET = "sesame";

    @TempDir
    private Path home;

    private TestServer server = TestServer.with().enrolment(EnrolmentMode.OPEN).start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void personTrustsChoosesAPasswordAndGoesOnToThePrompt() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no pseudo-terminal: `script` is not installed");
        try (PackagedClient joanne = PackagedClient.atTerminal(home, "127.0.0.1", port(), "--listen", "0")) {
            joanne.expect("Username:").type("Joanne" + ENTER);
            joanne.expect(fingerprint()).expect("Do you trust it? [y/N]").type("y" + ENTER);
            joanne.expect("Password:").type(SECRET + ENTER);
            joanne.expect("Once more:").type(SECRET + ENTER);
            joanne.expect("-> Made a key in " + identity() + "/wallet.key: RSA 2048 bits.");
            joanne.expect("certifies this key as Joanne's until ").expect("Connection confirmed!");
            joanne.expect("micropay> ").type("register 20" + ENTER).expect("You're one of us now :D");
            joanne.type("exit" + ENTER).expect("Connection terminated.");
            assertThat(joanne.exitCode()).isZero();
            assertThat(joanne.output()).doesNotContain(SECRET);
        }
        try (PackagedClient joanne =
                PackagedClient.atTerminal(home, "127.0.0.1", port(), "--listen", "0", "--name", "joanne")) {
            joanne.expect("Password:").type(SECRET + ENTER).expect("Connection confirmed!");
            joanne.expect("micropay> ").type("login" + ENTER).expect("Enter your user account name:");
            joanne.type(ENTER).expect("Your current account balance: 20");
            assertThat(joanne.output()).doesNotContain(SECRET).doesNotContain("Do you trust it?");
        }
        assertThat(home.resolve(".local/share/micropay/Joanne/history")).exists();
        assertThat(home.resolve("certs")).doesNotExist();
    }

    @Test
    void scriptSaysEverythingBeforehand() throws Exception {
        Path secret = home.resolve("secret");
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, SECRET + "\n");
        runs(
                0,
                "register Joanne 20\n",
                "",
                Map.of(),
                "--fingerprint",
                fingerprint(),
                "--password-file",
                "secret",
                "--key",
                "ec");

        runs(0, "login\n", "", Map.of("MICROPAY_PASSWORD", SECRET));
        runs(4, "", "micropay: error: the password is wrong\n", Map.of("MICROPAY_PASSWORD", "x"));
        runs(2, "", "the password of the wallet's key is missing, and there is nobody to ask", Map.of());

        Files.setPosixFilePermissions(identity().resolve("wallet.key"), PosixFilePermissions.fromString("rw-r--r--"));
        runs(
                78,
                "",
                "micropay: error: others can read the private key " + identity().resolve("wallet.key") + "\n"
                        + "micropay: hint: chmod 600 ",
                Map.of("MICROPAY_PASSWORD", SECRET));
    }

    @Test
    void anotherServersCaIsRefusedLoudly() throws Exception {
        Map<String, String> withoutPassword = Map.of("MICROPAY_PASSWORD", "");
        runs(2, "", "nothing says which CA to trust, and there is nobody to ask", withoutPassword);
        runs(2, "", "'SHA256:1' is not a fingerprint", withoutPassword, "--fingerprint", "SHA256:1");
        assertThat(home.resolve(".config")).doesNotExist();
        runs(0, "register Joanne 20\n", "", withoutPassword, "--fingerprint", fingerprint(), "--key", "ec");

        server.close();
        server = TestServer.with()
                .certificates(TestCertificates.another())
                .enrolment(EnrolmentMode.OPEN)
                .start();
        String both = "its CA is " + fingerprint() + ", and the one that is trusted is "
                + Fingerprint.ofCertificate(TestCertificates.shared().ca()).text();
        runs(4, "", both, withoutPassword);
    }

    /// The folder that is named, then the wallet's own identity, then the folder of the development way.
    @Test
    void ownIdentityComesBeforeTheFolderOfTheDevelopmentWay() throws Exception {
        Map<String, String> withoutPassword = Map.of("MICROPAY_PASSWORD", "");
        runs(0, "register Joanne 20\n", "", withoutPassword, "--fingerprint", fingerprint(), "--key", "ec");
        Path certs = home.resolve("certs");
        server.certificates().writeTo(certs, "Joanne", "Lily");

        runs(0, "login\n", "", Map.of());
        runs(4, "login\n", "220 AUTH_FAIL", Map.of(), "--certs", "certs");
        runs(4, "login\n", "220 AUTH_FAIL", Map.of("MICROPAY_CERTS", "certs"));
        try (PackagedClient lily = PackagedClient.piped(home, "127.0.0.1", port(), "--name", "Lily")) {
            assertThat(lily.end().exitCode()).as(lily::errors).isZero();
        }
        assertThat(home.resolve(".config/micropay/Lily")).doesNotExist();
        try (PackagedClient nobody = PackagedClient.piped(home, "127.0.0.1", port(), "--name", "Nobody")) {
            assertThat(nobody.end().exitCode()).isEqualTo(2);
            assertThat(nobody.errors()).contains("nothing says which CA to trust");
        }
    }

    private void runs(int exitCode, String typed, String error, Map<String, String> environment, String... options)
            throws Exception {
        String[] all = new String[options.length + 4];
        System.arraycopy(new String[] {"127.0.0.1", port(), "--name", "Joanne"}, 0, all, 0, 4);
        System.arraycopy(options, 0, all, 4, options.length);
        try (PackagedClient joanne = PackagedClient.piped(home, environment, all)) {
            joanne.type(typed).end();
            assertThat(joanne.exitCode()).as(joanne::errors).isEqualTo(exitCode);
            assertThat(joanne.errors()).contains(error).doesNotContain(SECRET).doesNotContain("\tat ");
            assertThat(joanne.output()).doesNotContain(SECRET);
        }
    }

    private Path identity() {
        return home.resolve(".config/micropay/Joanne");
    }

    private String port() {
        return Integer.toString(server.port());
    }

    private String fingerprint() {
        return Fingerprint.ofCertificate(server.certificates().ca()).text();
    }
}
