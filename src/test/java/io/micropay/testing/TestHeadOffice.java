package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.ledger.Account;
import io.micropay.ledger.SettledDay;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.server.SettlementFolder;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A ledger in a file, with days on which nothing was sold, settled, and head office's folder beside it, as a server
/// leaves both.
public final class TestHeadOffice {

    private final TestCertificates certificates = TestCertificates.shared();
    private final TestDays days = new TestDays(certificates);
    private final SettlementFolder folder;

    /// @param data the folder of the server's data
    public TestHeadOffice(Path data) {
        this.folder = new SettlementFolder(data.resolve("settlements"));
    }

    /// Settles a day, and has its files arrive.
    public void settle(SignedLedger ledger, String merchant, LocalDate date) {
        byte[] report = report(merchant, date);
        settleUnseen(ledger, merchant, date, report);
        write(reportFile(merchant, date), report);
        write(filedFile(merchant, date), filed(merchant, date));
    }

    /// Settles a day in the ledger alone.
    public void settleUnseen(SignedLedger ledger, String merchant, LocalDate date, byte[] report) {
        Account account = ledger.ledger()
                .account(AccountName.parse(merchant).orElseThrow())
                .orElseThrow();
        byte[] hash = HexFormat.of().parseHex(Sha256Text.of(csv(merchant, date)));
        ledger.ledger().days().settle(account, date, new SettledDay(hash, report));
    }

    private byte[] csv(String merchant, LocalDate date) {
        return days.csv(merchant, date).getBytes(UTF_8);
    }

    /// What the merchant sends in for a day, sealed.
    public byte[] filed(String merchant, LocalDate date) {
        return filed(certificates.account(merchant), merchant, date);
    }

    /// The same CSV, signed by somebody.
    public byte[] filed(Identity signer, String merchant, LocalDate date) {
        return days.sealed(signed(signer, csv(merchant, date)));
    }

    /// A report of this ledger on a day.
    public byte[] report(String merchant, LocalDate date) {
        return report(certificates, merchant, date);
    }

    /// The report of some ledger on a day of its own.
    public byte[] report(TestCertificates of, String merchant, LocalDate date) {
        SettlementHeader header = new SettlementHeader(
                of.ledgerId().hex(), AccountName.parse(merchant).orElseThrow(), date);
        SettlementReport report = new SettlementReport(
                header, Sha256Text.of(csv(merchant, date)), Reconciliation.of(List.of(), List.of()));
        return signed(of.settlement(), report.csv());
    }

    /// A content, signed by somebody.
    public byte[] signed(Identity signer, byte[] content) {
        try {
            return new CmsSigner(signer).sign(content, Instant.now());
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path reportFile(String merchant, LocalDate date) {
        return folder.reportFile(AccountName.parse(merchant).orElseThrow(), date);
    }

    public Path filedFile(String merchant, LocalDate date) {
        return folder.sealedFile(AccountName.parse(merchant).orElseThrow(), date);
    }

    /// Puts a file in its place, and makes its folder.
    public static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
