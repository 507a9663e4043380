package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.HostNames;
import io.micropay.crypto.Identity;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.VerificationKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CertsCommandTest {

    private static Path preparedSet = Path.of("");

    @TempDir
    Path temporary;

    private CertificateFolder folder = new CertificateFolder(Path.of(""), Clock.systemUTC());

    private record Result(int exitCode, String out, String err) {}

    /// Making a set takes a while: tests that are about something else copy this one.
    @BeforeAll
    static void prepareSet(@TempDir Path prepared) throws CryptoException {
        preparedSet = prepared;
        new CertificateFolder(prepared, Clock.systemUTC()).init(List.of("pay.example"));
    }

    private void takePreparedSet() throws IOException {
        Files.createDirectories(folder.path());
        try (Stream<Path> files = Files.list(preparedSet)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.path().resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @BeforeEach
    void chooseFolder() {
        folder = new CertificateFolder(temporary.resolve("certs"), Clock.systemUTC());
    }

    @Test
    void initSaysWhatItMadeAndWhatToDoNext() throws Exception {
        Result result = certs("init", "--host", "pay.example", "--host", "192.0.2.1");

        Identity server = folder.server();
        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        """
                Made in %s:
                  ca.crt, ca.key          the CA; who has its key can make accounts: keep it private
                  server.crt, server.key  the server, as pay.example, 192.0.2.1, localhost, 127.0.0.1, ::1
                  ledger.crt, ledger.key  what signs receipts
                  settle.crt, settle.key  what opens settlements and signs the reports on them
                They are valid until %s.
                The ledger's id is %s
                The CA's fingerprint, for those whose wallets are to trust it, is %s
                Next: micropay server, and micropay certs issue NAME for each account.
                """.formatted(
                                folder.path(),
                                CertificateText.day(server.certificate().getNotAfter()),
                                Fingerprint.ofKey(server.authority().getPublicKey()),
                                Fingerprint.ofCertificate(server.authority()).text()),
                        ""));
        assertThat(HostNames.of(server.certificate()))
                .containsExactly("pay.example", "192.0.2.1", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void withoutHostsTheServerHasThoseOfThisMachine() throws Exception {
        certs("init");

        assertThat(HostNames.of(folder.server().certificate()))
                .startsWith("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aSecondInitChangesNothing() throws Exception {
        certs("init");
        Fingerprint before = Fingerprint.ofCertificate(folder.authorityCertificate());

        Result result = certs("init");

        assertThat(result)
                .isEqualTo(failure(
                        73,
                        folder.path()
                                + " holds a CA and the certificates of a server, of receipts and of settlements already",
                        "nothing was changed; with server.crt moved away it makes another, for the hosts of"
                                + " --host"));
        assertThat(Fingerprint.ofCertificate(folder.authorityCertificate())).isEqualTo(before);
    }

    @Test
    void initAddsToASetOfAnOlderReleaseWhatItLacks() throws Exception {
        certs("init");
        Fingerprint before = Fingerprint.ofCertificate(folder.authorityCertificate());
        Files.delete(folder.certificateFile("settle"));
        Files.delete(folder.keyFile("settle"));

        Result result = certs("init");

        assertThat(result).isEqualTo(new Result(0, """
                Added to %s, where the rest of the set was and stays as it is:
                  settle.crt, settle.key  what opens settlements and signs the reports on them
                Next: start the server again, and copy settle.key and settle.crt to the other servers of the ledger,\
                 if there are any.
                """.formatted(folder.path()), ""));
        assertThat(folder.settlement().name()).isEqualTo("@settle");
        assertThat(Fingerprint.ofCertificate(folder.authorityCertificate())).isEqualTo(before);
    }

    @Test
    void initGivesAServerOtherNames() throws Exception {
        takePreparedSet();
        VerificationKey before = folder.server().verificationKey();
        Files.delete(folder.certificateFile("server"));

        Result result = certs("init", "--host", "pay.example.org");

        assertThat(result).isEqualTo(new Result(0, """
                Added to %s, where the rest of the set was and stays as it is:
                  server.crt              the server, as pay.example.org, localhost, 127.0.0.1, ::1
                Next: start the server again, and copy server.crt to the other servers of the ledger, if there are any.
                """.formatted(folder.path()), ""));
        assertThat(HostNames.isNamed("pay.example.org", folder.server().certificate()))
                .isTrue();
        assertThat(folder.server().verificationKey()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local host", "*.example", "[::1]", ""})
    void initRefusesWhatIsNoHost(String host) {
        Result result = certs("init", "--host", host);

        assertThat(result)
                .isEqualTo(failure(
                        2, "--host '" + host + "' is not a host name or an address", "see micropay certs init --help"));
        assertThat(folder.path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        ",RSA 2048 bits",
        "rsa,RSA 2048 bits",
        "rsa3072,RSA 3072 bits",
        "rsa4096,RSA 4096 bits",
        "ec,P-256",
        "ed25519,Ed25519"
    })
    void issueMakesTheKindOfKeyThatIsAskedFor(String kind, String description) throws Exception {
        takePreparedSet();

        Result result = kind == null ? certs("issue", "Joanne") : certs("issue", "Joanne", "--key", kind);

        Identity joanne = folder.account("Joanne");
        assertThat(joanne.verificationKey().description()).isEqualTo(description);
        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "Made %s and %s: %s, valid until %s.%nNext: micropay client HOST PORT --name Joanne%n"
                                .formatted(
                                        folder.certificateFile("Joanne"),
                                        folder.keyFile("Joanne"),
                                        description,
                                        CertificateText.day(joanne.certificate().getNotAfter())),
                        ""));
    }

    @Test
    void issueRenewsForTheKeyThatIsThere() throws Exception {
        takePreparedSet();
        certs("issue", "Joanne", "--key", "ec");
        Fingerprint before = folder.account("Joanne").verificationKey().fingerprint();
        Files.delete(folder.certificateFile("Joanne"));

        Result result = certs("issue", "Joanne", "--days", "7");

        assertThat(result.out()).contains(" for the key that is there, " + folder.keyFile("Joanne") + ": P-256, ");
        assertThat(folder.account("Joanne").verificationKey().fingerprint()).isEqualTo(before);
    }

    @Test
    void issueOverwritesNothing() throws Exception {
        takePreparedSet();
        certs("issue", "Joanne", "--key", "ec");

        assertThat(certs("issue", "joanne", "--key", "ec"))
                .isEqualTo(failure(
                        73,
                        folder.certificateFile("Joanne") + " is there already",
                        "nothing is overwritten: move it away first"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEDGER", "ca", "Server", "treasury", "Exit"})
    void reservedNamesAreNotIssued(String name) {
        for (String command : List.of("issue", "request")) {
            Result result = certs(command, name);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("the name " + name + " is reserved");
        }
        assertThat(folder.path()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@ledger", "../Joanne", "a b", "1st", "", "x\u202ey", "a234567890123456789012345678901234"})
    void whatIsNoNameIsNotIssued(String name) {
        for (String command : List.of("issue", "request")) {
            Result result = certs(command, name);

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .contains("is not a name: write a letter, then at most 31 letters, digits and . _ -")
                    .doesNotContain("\u202e");
        }
        assertThat(folder.path()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3651", "x"})
    void wrongDaysAreRefused(String days) {
        assertThat(certs("issue", "Joanne", "--days", days).exitCode()).isEqualTo(2);
        assertThat(certs("sign", "Joanne.csr", "--days", days).exitCode()).isIn(2, 78);
    }

    @Test
    void otherKindsOfKeysAreRefused() {
        assertThat(certs("issue", "Joanne", "--key", "dsa").err())
                .contains("'dsa' is not a kind of key: choose rsa, rsa3072, rsa4096, ec or ed25519");
    }

    @Test
    void issuingNeedsTheKeyOfTheCa() {
        Result result = certs("issue", "Joanne");

        assertThat(result.exitCode()).isEqualTo(78);
        assertThat(result.err())
                .startsWith("micropay: error: the CA's key " + folder.keyFile("ca") + " is not here\nmicropay: hint: ");
    }

    @Test
    void aRequestIsMadeAtHomeAndSignedByTheOperator() throws Exception {
        takePreparedSet();
        Path home = temporary.resolve("home");
        Result requested = run("certs", "request", "Joanne", "--key", "ed25519", "--certs", home.toString());
        assertThat(requested.exitCode()).isZero();
        assertThat(requested.out()).contains("Next: send " + home.resolve("Joanne.csr"));

        Result signed = certs("sign", home.resolve("Joanne.csr").toString(), "--days", "30");

        assertThat(signed.exitCode()).isZero();
        String fingerprint = PemFiles.readPrivateKey(home.resolve("Joanne.key"))
                .verificationKey()
                .fingerprint()
                .hex();
        assertThat(requested.out()).contains("The key's fingerprint is " + fingerprint);
        assertThat(signed.out())
                .contains("Made " + folder.certificateFile("Joanne") + ": Ed25519, valid until ")
                .contains("The key's fingerprint is " + fingerprint);
        assertThat(folder.keyFile("Joanne")).doesNotExist();
    }

    @Test
    void aRequestInTheFolderIsFoundByItsName() throws IOException {
        takePreparedSet();
        certs("request", "Joanne", "--key", "ec");

        assertThat(certs("sign", "Joanne.csr").exitCode()).isZero();
        assertThat(certs("show", "Joanne.crt").out()).startsWith("Subject: CN=Joanne\n");
    }

    @ParameterizedTest
    @CsvSource({
        "LEDGER,'the request is for LEDGER, which is reserved'",
        "@ledger,'the request is for ''@ledger'', which is not a name of an account'",
        "../../x,'the request is for ''../../x'', which is not a name of an account'"
    })
    void requestsForOtherNamesAreRefused(String name, String message) throws Exception {
        takePreparedSet();
        openssl("req -new -newkey ed25519 -nodes -keyout k.pem -out r.csr -subj /CN=" + name.replace("/", "\\/"));
        List<String> before = files();

        Result result = certs("sign", temporary.resolve("r.csr").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("micropay: error: " + message + "\n");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void showTellsAllAboutACertificateAsOpensslDoes() throws Exception {
        takePreparedSet();

        Result result = certs("show", "server.crt");

        String serial = openssl("x509 -in certs/server.crt -noout -serial").strip();
        String fingerprint =
                openssl("x509 -in certs/server.crt -noout -fingerprint -sha256").strip();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.split(":", 2)[0]))
                .containsExactly(
                        "Subject",
                        "Issuer",
                        "Serial number",
                        "Valid",
                        "Key",
                        "Key fingerprint",
                        "SHA-256 fingerprint",
                        "Purposes",
                        "Hosts");
        assertThat(result.out())
                .contains("Subject: CN=pay.example\n", "Issuer: CN=micropay CA\n")
                .contains("Serial number: " + serial.substring(serial.indexOf('=') + 1) + "\n")
                .contains("SHA-256 fingerprint: " + fingerprint.substring(fingerprint.indexOf('=') + 1) + "\n")
                .contains("Key: RSA 2048 bits\n", "Purposes: TLS server\n", "Hosts: pay.example\n")
                .contains(
                        "Key fingerprint: " + folder.server().verificationKey().fingerprint() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ca.crt,issuing certificates",
        "ledger.crt,signing receipts",
        "settle.crt,settlements",
        "Joanne.crt,TLS client"
    })
    void showTellsThePurpose(String file, String purpose) throws IOException {
        takePreparedSet();
        certs("issue", "Joanne", "--key", "ec");

        assertThat(certs("show", file).out()).contains("Purposes: " + purpose + "\n");
    }

    @Test
    void showTellsOfAPrivateKeyOnlyItsKindAndItsFingerprint() throws Exception {
        takePreparedSet();

        assertThat(certs("show", "ledger.key"))
                .isEqualTo(new Result(
                        0,
                        "Private key: Ed25519\nKey fingerprint: "
                                + folder.ledger().verificationKey().fingerprint() + "\n",
                        ""));
    }

    @Test
    void showTellsAboutARequest() throws Exception {
        certs("request", "Joanne", "--key", "ec");

        assertThat(certs("show", "Joanne.csr").out())
                .isEqualTo("Request for a certificate, signed with its own key\nSubject: CN=Joanne\nKey: P-256\n"
                        + "Key fingerprint: "
                        + PemFiles.readRequest(folder.requestFile("Joanne"))
                                .key()
                                .fingerprint() + "\n");
    }

    @Test
    void showTellsAboutCertificatesOfOthers() throws Exception {
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout k.pem -out o.crt -subj /CN=\u001b[31m");

        Result result = certs("show", temporary.resolve("o.crt").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("Key: EC (the public key is on another curve than P-256)\n")
                .doesNotContain("\u001b");
    }

    @Test
    void showRefusesWhatItCannotRead() throws Exception {
        assertThat(certs("show", "nothing.crt"))
                .isEqualTo(new Result(78, "", "micropay: error: nothing.crt does not exist\n"));
        Path text = Files.writeString(temporary.resolve("text"), "hello");
        assertThat(certs("show", text.toString()))
                .isEqualTo(failure(
                        78, text + " is not a PEM file", "a PEM file starts with a line like -----BEGIN ...-----"));
    }

    @Test
    void inviteTellsCodesAndNothingElse() throws Exception {
        takePreparedSet();

        Result one = certs("invite");
        assertThat(one.out()).matches("[A-Za-z0-9]{20}\n");
        assertThat(one.exitCode()).isZero();
        Result three = certs("invite", "--count", "3");
        assertThat(three.out()).matches("([A-Za-z0-9]{20}\n){3}");
        for (String code : (one.out() + three.out()).lines().toList()) {
            assertThat(folder.invitations().redeem(code)).isTrue();
        }
    }

    @Test
    void inviteNeedsTheFolderOfALedger() {
        assertThat(certs("invite"))
                .isEqualTo(
                        new Result(78, "", "micropay: error: " + folder.certificateFile("ca") + " does not exist\n"));
        assertThat(folder.path()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001"})
    void inviteKeepsToItsLimits(String count) {
        assertThat(certs("invite", "--count", count))
                .isEqualTo(failure(2, "--count must be 1 to 1000, not " + count, "see micropay certs invite --help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Joanne", "Joanne.crt", "Joanne.key"})
    void revokeTakesWhatNamesAKey(String who) throws Exception {
        takePreparedSet();
        certs("issue", "Joanne", "--key", "ec");
        String key = folder.account("Joanne").verificationKey().fingerprint().hex();

        assertThat(certs("revoke", who)).isEqualTo(new Result(0, "Revoked the key " + key + "\n", ""));
        assertThat(folder.revokedFile()).hasContent(key + "  # " + who + "\n");
        assertThat(certs("revoke", key)).isEqualTo(new Result(0, "Revoked already: the key " + key + "\n", ""));

        Files.delete(folder.certificateFile("Joanne"));
        assertThat(certs("issue", "Joanne").err()).contains("micropay: error: the key " + key + " is revoked\n");
    }

    @Test
    void revokeTakesAFingerprint() throws Exception {
        takePreparedSet();
        String key = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

        assertThat(certs("revoke", key)).isEqualTo(new Result(0, "Revoked the key " + key + "\n", ""));
        assertThat(folder.revokedFile()).hasContent(key + "  # " + key + "\n");
    }

    @Test
    void revokeSaysWhatItDoesNotFind() throws Exception {
        takePreparedSet();

        String hint = "name a certificate's file or a key's fingerprint, or the ledger with --data-dir or --ledger";
        assertThat(certs("revoke", "Nobody", "--data-dir", temporary.toString()))
                .isEqualTo(failure(
                        78,
                        folder.certificateFile("Nobody") + " does not exist, and there is no ledger to look in",
                        hint));
        assertThat(folder.revokedFile()).doesNotExist();
    }

    @Test
    void aCommandIsNeeded() {
        Result result = run("certs");

        assertThat(result)
                .isEqualTo(failure(
                        2,
                        "a command is missing: init, issue, request, sign, show, invite or revoke",
                        "see micropay certs --help"));
    }

    private static Result failure(int exitCode, String message, String hint) {
        return new Result(exitCode, "", "micropay: error: " + message + "\nmicropay: hint: " + hint + "\n");
    }

    private Result certs(String... arguments) {
        List<String> all = new ArrayList<>(List.of("certs"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--certs", folder.path().toString()));
        return run(all.toArray(String[]::new));
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = ErrorReport.reporting(new CommandLine(new Root()));
        int exitCode = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    @CommandLine.Command(name = "micropay", subcommands = CertsCommand.class)
    private static final class Root {}

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private String openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
