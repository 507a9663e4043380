package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micropay.crypto.CmsMessages;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.Identity;
import io.micropay.crypto.KeyKind;
import io.micropay.testing.LedgerDamage;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestHeadOffice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Files at head office that are not the merchant's, and those that the ledger knows nothing of.
class HeadOfficeFilesTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final LocalDate DATE = LocalDate.of(2026, 11, 27);
    private static final LocalDate NEXT = DATE.plusDays(1);

    private static final String VERIFIED = """
            ok      2 settled days, as the server has signed and the transfers say
            ok      their files at head office, opened with settle.key
            """;

    private static final String TOO_LARGE = "it is too large: at most 8454144 bytes are allowed";

    @TempDir
    private Path home;

    private Path data;
    private Path file;
    private TestHeadOffice office;

    @BeforeEach
    void settleDays() throws Exception {
        CERTIFICATES.writeTo(home.resolve("certs"));
        data = Files.createDirectory(home.resolve("data"));
        file = data.resolve("ledger.db");
        office = new TestHeadOffice(data);
        try (SignedLedger ledger = SignedLedger.in(file).open("Joanne", "100").open("Lily", "10")) {
            office.settle(ledger, "Lily", DATE);
            office.settle(ledger, "Lily", NEXT);
        }
    }

    private Invocation verify(String... options) {
        return verifyWith(home.resolve("certs"), options);
    }

    private Invocation verifyWith(Path certs, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--ledger", file.toString(), "--certs", certs.toString()));
        arguments.addAll(List.of(options));
        return Invocation.of(new LedgerVerifyCommand(), arguments.toArray(String[]::new));
    }

    private Invocation decrypt(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--data-dir", data.toString(), "--certs", home.resolve("certs").toString()));
        arguments.addAll(List.of(options));
        return Invocation.of(new SettlementDecryptCommand(), arguments.toArray(String[]::new));
    }

    private Path out() {
        return home.resolve("day.csv");
    }

    private void assertVerified() {
        assertThat(verify().err()).isEmpty();
        assertThat(verify().out()).contains(VERIFIED);
    }

    private void assertUntrueFile(String why) {
        Invocation verified = verify();
        assertThat(verified.err())
                .startsWith("micropay: error: head office's files do not fit the ledger: the settled day of account 2"
                        + " (Lily " + DATE + "): " + office.filedFile("Lily", DATE) + " is not the day's: " + why);
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void fileThatAnotherAccountHasSignedIsNotTheMerchants() {
        assertVerified();

        TestHeadOffice.write(
                office.filedFile("Lily", DATE), office.filed(CERTIFICATES.account("Joanne"), "Lily", DATE));
        assertUntrueFile("the message is signed by Joanne with the key "
                + CERTIFICATES.account("Joanne").verificationKey().fingerprint() + ", not with the key expected\n");
    }

    /// Whoever holds the CA's key can give himself any name, but not her key.
    @Test
    void accountsKeyCountsAndNoName() {
        Identity namesake = CERTIFICATES.newAccount("Lily", KeyKind.P256);
        TestHeadOffice.write(office.filedFile("Lily", DATE), office.filed(namesake, "Lily", DATE));
        assertUntrueFile("the message is signed by Lily with the key "
                + namesake.verificationKey().fingerprint());

        Identity renewed =
                CERTIFICATES.certify("Rose", CERTIFICATES.account("Lily").signingKey());
        TestHeadOffice.write(office.filedFile("Lily", DATE), office.filed(renewed, "Lily", DATE));
        assertVerified();
    }

    @Test
    void fileOfAnotherDayIsNotTheDays() {
        TestHeadOffice.write(office.filedFile("Lily", DATE), office.filed("Lily", NEXT));
        assertUntrueFile("line 1, column 5: the file is of " + NEXT + ", not of " + DATE);
    }

    @Test
    void fileIsDecryptedOnlyIfItsSignerBearsTheMerchantsName() throws Exception {
        TestHeadOffice.write(
                office.filedFile("Lily", DATE), office.filed(CERTIFICATES.account("Joanne"), "Lily", DATE));

        Invocation refused = decrypt("Lily", DATE.toString(), "--out", out().toString());

        assertThat(refused.err())
                .isEqualTo("micropay: error: the settlement " + office.filedFile("Lily", DATE)
                        + " is not true: it is signed by Joanne, not by Lily\n"
                        + "micropay: hint: nothing was written; if the account of Lily was opened with a certificate of"
                        + " another name, say so with --signed-as NAME\n");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(out()).doesNotExist();

        assertThat(decrypt("Lily", NEXT.toString(), "--signed-as", "Joanne").err())
                .contains("it is signed by Lily, not by Joanne\n");
        Invocation named = decrypt("Lily", DATE.toString(), "--signed-as", "joanne", "--out", out().toString());
        assertThat(named.err()).startsWith("Signed by Joanne with the key ");
        assertThat(out()).content().startsWith("micropay-settlement,1,");
        assertThat(decrypt(
                                "lily",
                                NEXT.toString(),
                                "--out",
                                home.resolve("next.csv").toString())
                        .err())
                .startsWith("Signed by Lily with the key ");
    }

    @Test
    void dayThatTheLedgerHasLostIsFound() {
        LedgerDamage.change(file, "DELETE FROM settlement WHERE day = '" + NEXT + "'");
        assertLost(NEXT, office.reportFile("Lily", NEXT));

        LedgerDamage.change(file, "DELETE FROM settlement");
        assertLost(DATE, office.reportFile("Lily", DATE));
        assertThat(verify("--json").out())
                .contains(
                        "\"settled_days\":null",
                        "\"first_wrong\":{\"table\":\"lost_settlement\",\"number\":0,\"name\":\"Lily " + DATE + "\"");
    }

    private void assertLost(LocalDate date, Path report) {
        Invocation verified = verify();
        assertThat(verified.err())
                .isEqualTo("micropay: error: the ledger is wrong: the settled day Lily " + date
                        + ": it is missing, and this ledger has signed the report on it: " + report + "\n"
                        + "micropay: hint: a backup from before the day was settled lacks it, and the merchant can"
                        + " close the day again; else keep this ledger as it is, to find out how it came about\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    /// What a report says counts, and not what its file is called.
    @Test
    void lostDayIsFoundUnderAnotherName() throws Exception {
        LedgerDamage.change(file, "DELETE FROM settlement WHERE day = '" + NEXT + "'");
        Path elsewhere = office.reportFile("Joanne", DATE);
        Files.createDirectory(elsewhere.getParent());
        Files.move(office.reportFile("Lily", NEXT), elsewhere);

        assertLost(NEXT, elsewhere);
    }

    /// Names that differ only in case are the same name.
    @Test
    @EnabledOnOs(OS.LINUX) // where it is another folder
    void lostDayIsFoundInAFolderOfAnotherSpelling() throws Exception {
        LedgerDamage.change(file, "DELETE FROM settlement WHERE day = '" + NEXT + "'");
        byte[] report = Files.readAllBytes(office.reportFile("Lily", DATE));
        Path folder = data.resolve("settlements/LILY");
        Files.move(data.resolve("settlements/lily"), folder);

        assertLost(NEXT, folder.resolve(NEXT + "-report.p7m"));
        TestHeadOffice.write(office.reportFile("Lily", DATE), report);
        TestHeadOffice.write(office.filedFile("Lily", DATE), office.filed("Lily", DATE));
        Files.move(folder.resolve(NEXT + "-report.p7m"), folder.resolve(DATE + "-report.p7m"), REPLACE_EXISTING);
        assertLost(NEXT, folder.resolve(DATE + "-report.p7m"));
    }

    /// A day that the ledger knows is not settled in such a folder.
    @Test
    @EnabledOnOs(OS.LINUX) // where it is another folder
    void knownDaysAreNotInAFolderOfAnotherSpelling() throws Exception {
        Files.move(data.resolve("settlements/lily"), data.resolve("settlements/LILY"));

        Invocation verified = verify();

        assertThat(verified.err())
                .startsWith("micropay: error: head office's files do not fit the ledger: the settled day of account 2"
                        + " (Lily " + DATE + "): there is no " + office.reportFile("Lily", DATE));
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void fileThatIsTooLargeIsSaidToBe() throws Exception {
        TestHeadOffice.write(office.filedFile("Lily", DATE), new byte[CmsMessages.BYTES_MAX + 1]);
        assertUntrueFile(TOO_LARGE);
        Invocation decrypted = decrypt("Lily", DATE.toString(), "--out", out().toString());
        assertTooLarge(decrypted, office.filedFile("Lily", DATE));
        assertThat(out()).doesNotExist();

        TestHeadOffice.write(office.reportFile("Lily", NEXT), new byte[CmsMessages.BYTES_MAX + 1]);
        assertTooLarge(decrypt("Lily", NEXT.toString()), office.reportFile("Lily", NEXT));
        String[] options = {
            "--data-dir", data.toString(), "--certs", home.resolve("certs").toString()
        };
        Invocation listed = Invocation.of(new SettlementListCommand(), options);
        assertTooLarge(listed, office.reportFile("Lily", NEXT));
        assertThat(listed.out()).startsWith("Lily              " + DATE).hasLineCount(1);
    }

    private static void assertTooLarge(Invocation command, Path file) {
        assertThat(command.err())
                .isEqualTo("micropay: error: " + file + " is not true: " + TOO_LARGE + "\n"
                        + "micropay: hint: the merchant's file, sent again, brings the true one back\n");
        assertThat(command.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void ledgerFromBeforeTheMerchantsAccountHasLostHisDays() throws Exception {
        Files.delete(file);
        SignedLedger.in(file).close();

        assertLost(DATE, office.reportFile("Lily", DATE));
    }

    @Test
    void whatElseIsInTheFolderShowsNothing() throws Exception {
        LocalDate open = NEXT.plusDays(1);
        byte[] lost = office.report("Lily", open);
        Path folder = data.resolve("settlements/lily");
        TestHeadOffice.write(folder.resolve(open + "-report.p7m.untrue"), lost);
        TestHeadOffice.write(folder.resolve(".new-1234"), lost);
        TestHeadOffice.write(folder.resolve("junk-report.p7m"), lost);
        TestHeadOffice.write(folder.resolveSibling("not a name").resolve(open + "-report.p7m"), lost);
        TestHeadOffice.write(folder.resolveSibling(open + "-report.p7m"), lost);
        Files.createDirectory(office.reportFile("Lily", open.plusDays(1)));
        TestHeadOffice.write(office.reportFile("Lily", open.plusDays(2)), new byte[CmsMessages.BYTES_MAX + 1]);
        TestHeadOffice.write(office.filedFile("Lily", open), office.filed("Lily", open));
        TestHeadOffice.write(office.reportFile("Lily", open), "a text".getBytes(UTF_8));
        TestHeadOffice.write(office.reportFile("Mel", open), office.report(TestCertificates.another(), "Mel", open));
        TestHeadOffice.write(
                office.reportFile("Rose", open), office.signed(CERTIFICATES.settlement(), "a text".getBytes(UTF_8)));
        TestHeadOffice.write(office.reportFile("Joanne", open), Files.readAllBytes(office.reportFile("Lily", DATE)));

        assertVerified();
    }

    /// An account's key signs no reports.
    @Test
    void reportThatTheMerchantHasSignedShowsNothing() throws Exception {
        LocalDate open = NEXT.plusDays(1);
        byte[] csv = new CmsVerifier(CERTIFICATES.ca())
                .verifyReport(office.report("Lily", open))
                .content();
        TestHeadOffice.write(office.reportFile("Lily", open), office.signed(CERTIFICATES.account("Lily"), csv));

        assertVerified();
    }

    /// A report of this ledger on the first day, about another file.
    private byte[] otherReport() throws Exception {
        return office.signed(CERTIFICATES.settlement(), otherCsv(office.report("Lily", DATE)));
    }

    private static byte[] otherCsv(byte[] report) throws Exception {
        String csv = new String(
                new CmsVerifier(CERTIFICATES.ca()).verifyReport(report).content(), UTF_8);
        return csv.replaceFirst("\n[0-9a-f]{64},", "\n" + "0".repeat(64) + ",").getBytes(UTF_8);
    }

    private void assertSettledTwice(Path report, String... options) {
        Invocation verified = verify(options);
        assertThat(verified.err())
                .isEqualTo("micropay: error: the ledger is wrong: the settled day of account 2 (Lily " + DATE
                        + "): another settlement of it is missing, and this ledger has signed the report on that: "
                        + report + "\nmicropay: hint: keep this ledger as it is, to find out how it came about, and"
                        + " restore a backup that is right\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    /// The ledger's own report fits it, whichever of the two that is.
    @Test
    void secondReportOnADayMakesTheLedgerWrong() throws Exception {
        String here = data.resolve("settlements").toString();
        Path kept = home.resolve("kept");
        Path second = kept.resolve("lily").resolve(DATE + "-report.p7m");
        TestHeadOffice.write(second, otherReport());

        assertVerified();
        assertSettledTwice(second, "--settlements", here, "--settlements", kept.toString());
        assertSettledTwice(second, "--settlements", kept.toString(), "--settlements", here);
        assertThat(verify("--json", "--settlements", here, "--settlements", kept.toString())
                        .out())
                .contains("\"settled_days\":null", "\"first_wrong\":{\"table\":\"settlement\",\"number\":2,");

        TestHeadOffice.write(office.reportFile("Lily", DATE), otherReport());
        assertSettledTwice(office.reportFile("Lily", DATE));
    }

    @Test
    void secondReportIsFoundUnderAnotherName() throws Exception {
        Path elsewhere = office.reportFile("Joanne", DATE);
        TestHeadOffice.write(elsewhere, office.report("Lily", DATE));
        assertVerified();

        TestHeadOffice.write(elsewhere, otherReport());
        assertSettledTwice(elsewhere);
    }

    /// A lost day that is closed again with the same file gets the same report, signed anew.
    @Test
    void onlyWhatThisLedgerHasSignedOtherwiseContradictsIt() throws Exception {
        Path kept = home.resolve("kept");
        Path second = kept.resolve("lily").resolve(DATE + "-report.p7m");
        byte[] own = Files.readAllBytes(office.reportFile("Lily", DATE));
        byte[] again = office.report("Lily", DATE);
        assertThat(again).isNotEqualTo(own);
        byte[] anothers = office.signed(TestCertificates.another().settlement(), otherCsv(office.report("Lily", DATE)));
        byte[] merchants = office.signed(CERTIFICATES.account("Lily"), otherCsv(own));
        byte[] ofAnotherLedger = office.signed(
                CERTIFICATES.settlement(),
                new String(otherCsv(own), UTF_8)
                        .replace(
                                CERTIFICATES.ledgerId().hex(),
                                TestCertificates.another().ledgerId().hex())
                        .getBytes(UTF_8));
        byte[] ofAnotherDay = office.report("Lily", NEXT);

        for (byte[] report :
                List.of(own, again, anothers, merchants, ofAnotherLedger, ofAnotherDay, "a text".getBytes(UTF_8))) {
            TestHeadOffice.write(second, report);
            assertThat(verify("--settlements", data.resolve("settlements").toString(), "--settlements", kept.toString())
                            .out())
                    .contains(VERIFIED);
        }
    }

    /// In a folder that is mistyped no day would be missed.
    @Test
    void folderThatIsNamedMustBeThere() {
        Path nowhere = home.resolve("nowhere");

        Invocation verified = verify("--settlements", nowhere.toString());

        assertThat(verified.err())
                .isEqualTo("micropay: error: there is no folder " + nowhere
                        + "\nmicropay: hint: --settlements names a folder that settlements have arrived in\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.IO_ERROR);
    }

    /// A file that cannot be read may be the one that shows it.
    @Test
    @EnabledOnOs(OS.LINUX)
    void reportThatCannotBeReadIsAnError() throws Exception {
        Path ofOpenDay = office.reportFile("Lily", NEXT.plusDays(1));
        makeUnreadable(ofOpenDay);
        assertUnreadable(verify(), ofOpenDay);
        Files.delete(ofOpenDay);

        Path kept = home.resolve("kept");
        Path ofSettledDay = kept.resolve("lily").resolve(DATE + "-report.p7m");
        makeUnreadable(ofSettledDay);
        assertUnreadable(
                verify("--settlements", data.resolve("settlements").toString(), "--settlements", kept.toString()),
                ofSettledDay);
    }

    /// As on a disk that fails, for every user.
    private static void makeUnreadable(Path file) throws Exception {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    }

    private static void assertUnreadable(Invocation invoked, Path file) {
        assertThat(invoked.err()).startsWith("micropay: error: cannot read " + file + ": Input/output error\n");
        assertThat(invoked.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(invoked.out()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whyAFileCannotBeReadIsSaid() throws Exception {
        makeUnreadable(office.filedFile("Lily", DATE));
        assertThat(verify().err())
                .startsWith("micropay: error: head office's files do not fit the ledger: the settled day of account 2"
                        + " (Lily " + DATE + "): " + office.filedFile("Lily", DATE)
                        + " cannot be read: Input/output error\n");
        assertUnreadable(decrypt("Lily", DATE.toString()), office.filedFile("Lily", DATE));

        makeUnreadable(office.reportFile("Lily", DATE));
        assertUnreadable(decrypt("Lily", DATE.toString()), office.reportFile("Lily", DATE));
    }

    @Test
    void whichFolderCannotBeListedIsSaid() throws Exception {
        Path folder = Files.createDirectory(
                data.resolve("settlements/joanne"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("-wx------")));
        assumeThat(Files.isReadable(folder)).as("root may read everywhere").isFalse();
        String error = "micropay: error: cannot list the settlements: " + folder + ": permission denied\n";

        assertThat(verify().err()).isEqualTo(error);
        Invocation listed = Invocation.of(
                new SettlementListCommand(),
                "--data-dir",
                data.toString(),
                "--certs",
                home.resolve("certs").toString());
        assertThat(listed.err()).isEqualTo(error + "micropay: hint: check its owner and its mode\n");
        assertThat(listed.exitCode()).isEqualTo(ExitCode.IO_ERROR);
    }

    @Test
    void folderBesideALedgerWithoutSettledDaysIsLookedAt() throws Exception {
        LedgerDamage.change(file, "DELETE FROM settlement");
        assertThat(verifyWith(home.resolve("none")).out())
                .contains(
                        "-       head office's reports not looked at: that takes the CA of this ledger (--ca FILE)\n");

        Path empty = Files.createDirectory(home.resolve("empty"));
        assertThat(verify("--settlements", empty.toString()).out())
                .contains("ok      no day is settled, and head office has no report on one\n");
        Files.move(data.resolve("settlements"), home.resolve("elsewhere"));
        assertThat(verify().out()).doesNotContain("settled");
        assertThat(verify(
                                "--settlements",
                                empty.toString(),
                                "--settlements",
                                home.resolve("elsewhere").toString())
                        .err())
                .contains("the settled day Lily " + DATE + ": it is missing");
    }
}
