package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.Certificates;
import io.micropay.crypto.PemFiles;
import io.micropay.money.AccountName;
import io.micropay.money.Base64Url;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.SignedText;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static String genuine = "";

    @TempDir
    private Path folder;

    private Path ca = Path.of("");

    @BeforeAll
    static void makeReceipt() throws Exception {
        CoSignedPayment payment =
                new TestPayments(CERTIFICATES).sign(new TestPayments(CERTIFICATES).order("Joanne", "1000", "Lily"));
        String record = String.join(
                "#",
                "7",
                payment.order().toString(),
                Timestamp.ofEpochMillis(System.currentTimeMillis()).toString(),
                keyHash("Joanne"),
                keyHash("Lily"),
                payment.payerSignature().toString(),
                payment.payeeSignature().toString());
        String previous = "0".repeat(64);
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(new byte[32]);
        String chain = HexFormat.of().formatHex(sha256.digest(record.getBytes(StandardCharsets.UTF_8)));
        byte[] signed = SignedText.receipt(CERTIFICATES.ledgerId(), record, previous, chain);
        String proof = record + "#" + previous + "#" + chain + "#"
                + Base64Url.of(CERTIFICATES.ledger().signingKey().sign(signed));
        ReceiptKeys keys = new ReceiptKeys(
                key("Joanne"),
                key("Lily"),
                Base64Url.of(Certificates.encoded(CERTIFICATES.ledger().certificate())));
        genuine = ReceiptFile.of(CERTIFICATES.ledgerId(), Receipt.parse(proof).orElseThrow(), keys)
                .toJson();
    }

    @BeforeEach
    void writeAuthority() throws IOException {
        ca = Files.writeString(folder.resolve("ca.crt"), PemFiles.text(CERTIFICATES.ca()));
    }

    @Test
    void genuineReceiptPassesEveryCheck() throws Exception {
        Invocation verified = verify(genuine, ca);

        assertThat(verified.exitCode()).isZero();
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out().lines())
                .filteredOn(line -> line.startsWith("ok      "))
                .hasSize(8);
        assertThat(verified.out())
                .contains("Joanne paid Lily 1000 at 20")
                .endsWith("All 8 checks passed.\n")
                .doesNotContain("FAILED");
    }

    @Test
    void eachOfSeveralReceiptsIsJudged() throws Exception {
        Path good = Files.writeString(folder.resolve("good.json"), genuine);
        Path forged = Files.writeString(folder.resolve("forged.json"), genuine.replace("\"1000\"", "\"9000\""));

        Invocation verified =
                Invocation.of(new VerifyCommand(), good.toString(), forged.toString(), "--ca", ca.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(verified.out())
                .startsWith(good + ":\nok      ")
                .contains("All 8 checks passed.\n" + forged + ":\n")
                .contains("FAILED");
        assertThat(Invocation.of(new VerifyCommand(), good.toString(), good.toString(), "--json", "--ca", ca.toString())
                        .out()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"verified\":true"));
    }

    @Test
    void filesThatCannotBeReadKeepNoOtherFromBeingJudged() throws Exception {
        Path clipped = Files.writeString(folder.resolve("clipped.json"), genuine.substring(0, 500));
        Path good = Files.writeString(folder.resolve("good.json"), genuine);
        Path missing = folder.resolve("missing.json");

        Invocation verified = Invocation.of(
                new VerifyCommand(), clipped.toString(), good.toString(), missing.toString(), "--ca", ca.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(verified.out()).startsWith(good + ":\nok      ").endsWith("All 8 checks passed.\n");
        assertThat(verified.err())
                .startsWith("micropay: error: " + clipped + " is not a receipt of micropay; " + missing
                        + " does not exist\n");
    }

    @Test
    void authorityIsThatOfTheCertificatesUnlessAnotherIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("receipt.json"), genuine);

        assertThat(Invocation.of(new VerifyCommand(), file.toString(), "--certs", folder.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void authorityIsElseTheOneThatTheWalletsTrust() throws Exception {
        Path file = Files.writeString(folder.resolve("receipt.json"), genuine);
        Map<String, String> home = Map.of("HOME", folder.toString());
        Invocation nobody = Invocation.of(new VerifyCommand(), home, file.toString());
        assertThat(nobody.exitCode()).isEqualTo(78);
        assertThat(nobody.err())
                .isEqualTo("micropay: error: nothing says which CA to trust: there is neither certs/ca.crt nor a"
                        + " wallet\nmicropay: hint: --ca FILE names its certificate\n");

        beginWallet("Joanne", CERTIFICATES);
        beginWallet("Lily", CERTIFICATES);
        assertThat(Invocation.of(new VerifyCommand(), home, file.toString()).exitCode())
                .isZero();

        beginWallet("Ben", TestCertificates.another());
        assertThat(Invocation.of(new VerifyCommand(), home, file.toString()).err())
                .startsWith("micropay: error: nothing says which CA to trust: your wallets are of 2 ledgers\n");
    }

    private void beginWallet(String name, TestCertificates certificates) throws IOException {
        IdentityFolder.of(
                        folder.resolve(".config/micropay"),
                        AccountName.parse(name).orElseThrow())
                .begin(new ServerAddress("127.0.0.1", 16_000), certificates.ca());
    }

    @ParameterizedTest
    @CsvSource({
        "\"amount\" : \"1000\", \"amount\" : \"9000\", the payer signed the order",
        "\"payee\" : \"Lily\", \"payee\" : \"Mallory\", the payee signed the acceptance",
        "\"seq\" : \"7\", \"seq\" : \"8\", the chain hash covers the record",
        "\"previousHash\" : \"0, \"previousHash\" : \"1, the ledger signed the receipt",
        "\"ledger\" : \", \"ledger\" : \"x, the CA is the ledger's"
    })
    void changedReceiptFails(String before, String after, String failed) throws Exception {
        assertThat(genuine).contains(before);

        Invocation verified = verify(genuine.replace(before, after), ca);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.out())
                .contains("FAILED  " + failed)
                .contains("It claims: ")
                .doesNotContain("checks passed");
        long told =
                verified.out().lines().filter(line -> line.startsWith("FAILED")).count();
        assertThat(verified.err()).contains("micropay: error: the receipt is not true: " + told + " of 8 checks");
    }

    @Test
    void receiptOfAnotherLedgerFails() throws Exception {
        Path other = Files.writeString(
                folder.resolve("other.crt"),
                PemFiles.text(TestCertificates.another().ca()));

        Invocation verified = verify(genuine, other);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.out())
                .contains("FAILED  the CA is the ledger's")
                .contains("FAILED  the receipt certificate is the CA's, for @ledger");
        assertThat(verified.err())
                .contains("micropay: hint: do not take it for a payment, unless it is true with the certificate of its"
                        + " own ledger's CA\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{}", "[]", "null", "{\"ledger\":1}"})
    void otherFilesAreNoReceipts(String text) throws Exception {
        Invocation verified = verify(text, ca);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.err()).contains(" is not a receipt of micropay\n");
        assertThat(verified.out()).isEmpty();
    }

    @Test
    void longFileIsNotRead() throws Exception {
        Invocation verified = verify(genuine + " ".repeat(70_000), ca);

        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.err()).contains("is too long for a receipt");
    }

    @Test
    void fileThatIsNotThereIsSaid() {
        Invocation missing = Invocation.of(
                new VerifyCommand(), folder.resolve("missing.json").toString(), "--ca", ca.toString());
        assertThat(missing.exitCode()).isEqualTo(74);
        assertThat(missing.err()).contains("missing.json does not exist");
        Invocation directory = Invocation.of(new VerifyCommand(), folder.toString(), "--ca", ca.toString());
        assertThat(directory.exitCode()).isEqualTo(74);
        assertThat(directory.err()).contains("cannot be read");
    }

    @Test
    void withoutAnAuthorityNothingIsVerified() throws Exception {
        Invocation verified = verify(genuine, folder.resolve("no-ca.crt"));

        assertThat(verified.exitCode()).isEqualTo(78);
        assertThat(verified.err()).contains("no-ca.crt does not exist");
    }

    private Invocation verify(String receipt, Path authority) throws IOException {
        Path file = Files.writeString(folder.resolve("receipt.json"), receipt);
        return Invocation.of(new VerifyCommand(), file.toString(), "--ca", authority.toString());
    }

    private static Base64Url key(String person) {
        return Base64Url.of(CERTIFICATES.account(person).verificationKey().encoded());
    }

    private static String keyHash(String person) {
        return CERTIFICATES.account(person).verificationKey().fingerprint().hex();
    }
}
