package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFolderTest {

    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");

    private static Path preparedSet = Path.of("");

    @TempDir
    Path temporary;

    private CertificateFolder folder;

    /// Making a set takes a while: tests that are about something else copy this one.
    @BeforeAll
    static void prepareSet(@TempDir Path prepared) throws CryptoException {
        preparedSet = prepared;
        new CertificateFolder(prepared, Clock.systemUTC()).init(HOSTS);
    }

    private void takePreparedSet() throws IOException {
        Files.createDirectories(folder.path());
        for (String name : names(preparedSet)) {
            Files.copy(preparedSet.resolve(name), folder.path().resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    @BeforeEach
    void chooseFolder() {
        folder = new CertificateFolder(temporary.resolve("certs"), Clock.systemUTC());
    }

    @Test
    void initMakesTheWholeSetWithPrivateKeysPrivate() throws Exception {
        assertThat(folder.isUnused()).isTrue();
        assertThat(folder.hasAuthorityKey()).isFalse();

        folder.init(HOSTS);

        assertThat(modes(folder.path()))
                .containsExactly(
                        ".gitignore rw-r--r--",
                        "ca.crt rw-r--r--",
                        "ca.key rw-------",
                        "ledger.crt rw-r--r--",
                        "ledger.key rw-------",
                        "server.crt rw-r--r--",
                        "server.key rw-------",
                        "settle.crt rw-r--r--",
                        "settle.key rw-------");
        assertThat(folder.path().resolve(".gitignore")).hasContent("*");
        assertThat(folder.isUnused()).isFalse();
        assertThat(folder.hasAuthorityKey()).isTrue();
    }

    @Test
    void whatInitMakesFitsTogether() throws Exception {
        folder.init(HOSTS);

        assertThat(folder.server().name()).isEqualTo("localhost");
        assertThat(folder.server().verificationKey().description()).isEqualTo("RSA 2048 bits");
        assertThat(folder.ledger().name()).isEqualTo("@ledger");
        assertThat(folder.ledger().verificationKey().algorithm()).isEqualTo(KeyAlgorithm.ED25519);
        assertThat(folder.settlement().name()).isEqualTo("@settle");
        assertThat(folder.settlement().verificationKey().algorithm()).isEqualTo(KeyAlgorithm.P256);
        assertThat(folder.server().chain())
                .containsExactly(folder.server().certificate(), folder.authorityCertificate());
        assertThat(folder.authority().certificate()).isEqualTo(folder.authorityCertificate());
        for (String name : List.of("ca.crt", "server.crt", "ledger.crt", "settle.crt")) {
            assertThat(OpenSsl.run(folder.path(), "verify", "-CAfile", "ca.crt", name)
                            .output())
                    .isEqualTo(name + ": OK\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca.crt",
                "ca.key",
                "server.crt",
                "server.key",
                "ledger.crt",
                "ledger.key",
                "settle.crt",
                "settle.key"
            })
    void initLeavesAPartOfASetAsItIs(String present) throws Exception {
        Files.createDirectories(folder.path());
        Files.writeString(folder.path().resolve(present), "mine");

        assertThatThrownBy(() -> folder.init(HOSTS))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.path() + " holds only a part of a set: " + present)
                .satisfies(
                        refusal -> assertThat(((CryptoException) refusal).hint().orElseThrow())
                                .startsWith("put ")
                                .doesNotContain(present)
                                .endsWith(" back, or move the others away and run it again"));

        assertThat(names(folder.path())).containsExactly(present);
        assertThat(folder.path().resolve(present)).hasContent("mine");
    }

    @Test
    void initLeavesAWholeSetAsItIs() throws Exception {
        folder.init(HOSTS);
        var before = contents(folder.path());

        assertThatThrownBy(() -> folder.init(HOSTS))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.path()
                        + " holds a CA and the certificates of a server, of receipts and of settlements already");

        assertThat(contents(folder.path())).isEqualTo(before);
    }

    @Test
    void settlementsAreOpenedAfterTheCertificateHasEnded() throws Exception {
        takePreparedSet();
        CertificateFolder later =
                new CertificateFolder(folder.path(), Clock.offset(Clock.systemUTC(), Duration.ofDays(36_500)));

        assertThatThrownBy(later::settlement).isInstanceOf(CryptoException.class);
        assertThat(later.settlementOpener().map(Identity::certificate))
                .contains(folder.settlement().certificate());
        Files.delete(folder.keyFile("settle"));
        assertThat(later.settlementOpener()).isEmpty();
    }

    @Test
    void aSetOfAnOlderReleaseGetsASettlementCertificateAndKeepsTheRest() throws Exception {
        takePreparedSet();
        for (String name : List.of("settle.crt", "settle.key")) {
            Files.delete(folder.path().resolve(name));
        }
        assertThatThrownBy(() -> folder.settlement())
                .isInstanceOf(CryptoException.class)
                .hasMessage(folder.certificateFile("settle") + " does not exist")
                .satisfies(refusal ->
                        assertThat(((CryptoException) refusal).hint()).contains("micropay certs init makes it"));
        var before = contents(folder.path());

        assertThat(folder.init(HOSTS)).containsExactly("settle.key", "settle.crt");

        assertThat(folder.settlement().authority()).isEqualTo(folder.authorityCertificate());
        assertThat(modes(folder.path())).contains("settle.key rw-------");
        var after = contents(folder.path());
        after.keySet().removeAll(List.of("settle.crt", "settle.key"));
        assertThat(after).isEqualTo(before);
        assertThatThrownBy(() -> folder.init(HOSTS)).isInstanceOf(OutputException.class);
    }

    /// A key without a certificate is also what a crash between the two leaves.
    @ParameterizedTest
    @ValueSource(strings = {"server", "settle"})
    void certificateThatWasMovedAwayIsMadeAgainForItsKey(String name) throws Exception {
        takePreparedSet();
        VerificationKey key = folder.account(name).verificationKey();
        Files.delete(folder.certificateFile(name));
        var before = contents(folder.path());

        assertThat(folder.init(List.of("pay.example"))).containsExactly(name + ".crt");

        assertThat(folder.account(name).verificationKey()).isEqualTo(key);
        var after = contents(folder.path());
        after.keySet().remove(name + ".crt");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void serverGetsANewKeyWithItsCertificate() throws Exception {
        takePreparedSet();
        VerificationKey before = folder.server().verificationKey();
        Files.delete(folder.certificateFile("server"));
        Files.delete(folder.keyFile("server"));

        assertThat(folder.init(List.of("pay.example"))).containsExactly("server.key", "server.crt");

        assertThat(HostNames.of(folder.server().certificate())).containsExactly("pay.example");
        assertThat(folder.server().verificationKey()).isNotEqualTo(before);
        assertThat(modes(folder.path())).contains("server.key rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca.key", "ledger.crt", "server.key"})
    void aSetThatLacksMoreIsNotCompleted(String missing) throws Exception {
        takePreparedSet();
        for (String name : List.of("settle.crt", "settle.key", missing)) {
            Files.delete(folder.path().resolve(name));
        }

        assertThatThrownBy(() -> folder.init(HOSTS))
                .satisfies(refusal -> assertThat(((CryptoException) refusal).hint())
                        .contains("put " + missing + " back, or move the others away and run it again"));
    }

    @Test
    void anotherCertificateIsNotTakenForTheSettlements() throws Exception {
        takePreparedSet();
        folder.issue("Joanne", Optional.of(KeyKind.P256), VALIDITY);
        for (String extension : List.of(".crt", ".key")) {
            Files.delete(folder.path().resolve("settle" + extension));
            Files.copy(
                    folder.path().resolve("Joanne" + extension),
                    folder.path().resolve("settle" + extension),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }

        assertThatThrownBy(() -> folder.settlement())
                .isInstanceOf(CryptoException.class)
                .hasMessage("the settlement certificate does not name @settle alone");
    }

    @Test
    void initRefusesWrongHostsBeforeItWritesAnything() {
        assertThatThrownBy(() -> folder.init(List.of("local host"))).isInstanceOf(CryptoException.class);

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void ofManyThatInitAtOnceOneMakesTheSet() throws Exception {
        int winners = succeeding(race(4, () -> {
            folder.init(HOSTS);
            return true;
        }));

        assertThat(winners).isEqualTo(1);
        folder.server();
        folder.ledger();
        folder.authority();
        assertThat(names(folder.path())).hasSize(9);
    }

    @Test
    void ofManyThatIssueOneNameAtOnceOneDoes() throws Exception {
        takePreparedSet();

        List<Future<Identity>> issued = race(8, () -> folder.issue("Joanne", Optional.of(KeyKind.ED25519), VALIDITY));

        assertThat(succeeding(issued)).isEqualTo(1);
        Identity winner = issued.stream()
                .filter(one -> one.state() == Future.State.SUCCESS)
                .map(Future::resultNow)
                .findFirst()
                .orElseThrow();
        assertThat(folder.account("Joanne").verificationKey()).isEqualTo(winner.verificationKey());
        assertThat(names(folder.path())).hasSize(11);
    }

    private static <T> List<Future<T>> race(int runners, Callable<T> task) throws InterruptedException {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < runners; i++) {
            tasks.add(task);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
            return threads.invokeAll(tasks);
        }
    }

    private static <T> int succeeding(List<Future<T>> results) throws InterruptedException {
        int succeeded = 0;
        for (Future<T> result : results) {
            try {
                result.get();
                succeeded++;
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(OutputException.class);
            }
        }
        return succeeded;
    }

    @Test
    void anIssuedIdentityIsThereAndPrivate() throws Exception {
        takePreparedSet();

        Identity issued = folder.issue("Joanne", Optional.empty(), VALIDITY);

        assertThat(issued.verificationKey().description()).isEqualTo("RSA 2048 bits");
        assertThat(folder.hasAccount("Joanne")).isTrue();
        assertThat(folder.account("Joanne").name()).isEqualTo("Joanne");
        assertThat(modes(folder.path())).contains("Joanne.crt rw-r--r--", "Joanne.key rw-------");
        assertThat(OpenSsl.run(folder.path(), "verify", "-CAfile", "ca.crt", "-purpose", "sslclient", "Joanne.crt")
                        .succeeded())
                .isTrue();
        assertThat(OpenSsl.run(folder.path(), "rsa", "-in", "Joanne.key", "-check", "-noout")
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Joanne", "joanne", "JOANNE"})
    void aNameIsIssuedOnceInWhateverCase(String again) throws Exception {
        takePreparedSet();
        folder.issue("Joanne", Optional.of(KeyKind.P256), VALIDITY);
        var before = contents(folder.path());

        assertThatThrownBy(() -> folder.issue(again, Optional.of(KeyKind.P256), VALIDITY))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.path().resolve("Joanne.crt") + " is there already");
        assertThatThrownBy(() -> folder.sign(CertificateRequest.create(again, KeyKind.P256.generate()), VALIDITY))
                .isInstanceOf(OutputException.class);

        assertThat(contents(folder.path())).isEqualTo(before);
    }

    @Test
    void aRenewedCertificateIsForTheSameKey() throws Exception {
        takePreparedSet();
        Identity first = folder.issue("Joanne", Optional.of(KeyKind.P256), VALIDITY);
        Files.delete(folder.certificateFile("Joanne"));

        Identity second = folder.issue("Joanne", Optional.empty(), VALIDITY);

        assertThat(second.verificationKey()).isEqualTo(first.verificationKey());
        assertThat(second.certificate()).isNotEqualTo(first.certificate());
    }

    @Test
    void aKeyThatIsThereIsNotReplacedByANewOne() throws Exception {
        takePreparedSet();
        folder.issue("Joanne", Optional.of(KeyKind.P256), VALIDITY);
        Files.delete(folder.certificateFile("Joanne"));

        assertThatThrownBy(() -> folder.issue("Joanne", Optional.of(KeyKind.P256), VALIDITY))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.keyFile("Joanne") + " is there already");
    }

    @Test
    void aRequestBecomesACertificateOnAnotherMachine() throws Exception {
        takePreparedSet();
        CertificateFolder wallet = new CertificateFolder(temporary.resolve("wallet"), Clock.systemUTC());
        wallet.request("Joanne", Optional.of(KeyKind.ED25519));
        assertThat(modes(wallet.path()))
                .containsExactly(".gitignore rw-r--r--", "Joanne.csr rw-r--r--", "Joanne.key rw-------");

        X509Certificate signed = folder.sign(PemFiles.readRequest(wallet.requestFile("Joanne")), VALIDITY);

        assertThat(PemFiles.readCertificate(folder.certificateFile("Joanne"))).isEqualTo(signed);
        Files.copy(folder.certificateFile("Joanne"), wallet.certificateFile("Joanne"));
        Files.copy(folder.certificateFile("ca"), wallet.certificateFile("ca"));
        assertThat(wallet.account("Joanne").name()).isEqualTo("Joanne");
    }

    @Test
    void aSecondRequestRenewsTheSameKeyAndReplacesNothing() throws Exception {
        CertificateRequest first = folder.request("Joanne", Optional.of(KeyKind.ED25519));
        assertThatThrownBy(() -> folder.request("Joanne", Optional.empty())).isInstanceOf(OutputException.class);
        Files.delete(folder.requestFile("Joanne"));

        assertThat(folder.request("Joanne", Optional.empty()).key()).isEqualTo(first.key());
    }

    @Test
    void aRequestInTheNameOfAKeyThatLiesHereIsRefused() throws Exception {
        takePreparedSet();
        folder.request("Joanne", Optional.of(KeyKind.ED25519));
        CertificateRequest others = CertificateRequest.create("Joanne", KeyKind.ED25519.generate());

        assertThatThrownBy(() -> folder.sign(others, VALIDITY))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the request asks for another key than " + folder.keyFile("Joanne"));
    }

    @Test
    void aRevokedKeyIsNeverCertifiedAgain() throws Exception {
        takePreparedSet();
        CertificateRequest request = folder.request("Joanne", Optional.of(KeyKind.ED25519));
        Files.writeString(folder.revokedFile(), request.key().fingerprint() + "\n");

        String message = "the key " + request.key().fingerprint() + " is revoked";
        assertThatThrownBy(() -> folder.sign(request, VALIDITY)).hasMessage(message);
        assertThatThrownBy(() -> folder.issue("Joanne", Optional.empty(), VALIDITY))
                .hasMessage(message);
        assertThat(folder.certificateFile("Joanne")).doesNotExist();
    }

    @Test
    void withoutTheAuthoritysKeyNothingIsIssued() {
        assertThatThrownBy(() -> folder.issue("Joanne", Optional.empty(), VALIDITY))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the CA's key " + folder.keyFile("ca") + " is not here");

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void missingFilesAreNamedWithWhatMakesThem() throws Exception {
        assertThatThrownBy(() -> folder.server())
                .hasMessage(folder.path().resolve("server.crt") + " does not exist")
                .satisfies(missing ->
                        assertThat(((CryptoException) missing).hint()).contains("micropay certs init makes it"));
        assertThatThrownBy(() -> folder.account("Joanne"))
                .satisfies(missing -> assertThat(((CryptoException) missing).hint())
                        .contains("micropay certs request Joanne makes a request for the ledger's operator to sign"));
        takePreparedSet();
        assertThatThrownBy(() -> folder.account("Joanne"))
                .satisfies(missing -> assertThat(((CryptoException) missing).hint())
                        .contains("micropay certs issue Joanne makes it"));
    }

    @Test
    void anAccountsCertificateDoesNotSignReceipts() throws Exception {
        takePreparedSet();
        folder.issue("Joanne", Optional.of(KeyKind.ED25519), VALIDITY);
        for (String extension : List.of(".crt", ".key")) {
            Files.delete(folder.path().resolve("ledger" + extension));
            Files.copy(
                    folder.path().resolve("Joanne" + extension), folder.path().resolve("ledger" + extension));
        }

        assertThatThrownBy(() -> folder.ledger()).hasMessage("the receipt certificate does not name @ledger alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../Joanne", "a/b", ".hidden", "", "a\0b", "@ledger"})
    void namesNeverLeaveTheFolder(String name) {
        assertThatThrownBy(() -> folder.request(name, Optional.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFileInTheFoldersPlaceIsReported() throws IOException {
        Files.writeString(folder.path(), "a file");

        assertThatThrownBy(() -> folder.init(HOSTS))
                .isInstanceOf(OutputException.class)
                .hasMessage(folder.path() + " is not a folder");
    }

    private static List<String> names(Path directory) throws IOException {
        return List.copyOf(contents(directory).keySet());
    }

    private static List<String> modes(Path directory) throws IOException {
        List<String> modes = new ArrayList<>();
        for (String name : names(directory)) {
            modes.add(
                    name + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))));
        }
        return modes;
    }

    /// Names, and what stands in the files.
    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }
}
