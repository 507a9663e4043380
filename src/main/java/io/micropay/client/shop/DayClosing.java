package io.micropay.client.shop;

import io.micropay.client.BlockAnswer;
import io.micropay.client.ConnectionException;
import io.micropay.client.DayStore;
import io.micropay.client.KnownLedger;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Recipient;
import io.micropay.csv.CsvFault;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.ReportReader;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReport;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Closes a merchant's day: makes its file from the receipts that the wallet has kept, sends it in signed and
/// encrypted, and believes the report on it only after checking whose it is and what it is about.
public final class DayClosing {

    private final WalletSession session;
    private final Wallet wallet;
    private final AccountName merchant;
    private final DayStore store;

    /// @param session logged in as the merchant
    public DayClosing(WalletSession session, Wallet wallet, AccountName merchant) {
        this.session = session;
        this.wallet = wallet;
        this.merchant = merchant;
        this.store = wallet.days();
    }

    /// The last day that is over, by the ledger's clock.
    public LocalDate yesterday() {
        return today().minusDays(1);
    }

    private LocalDate today() {
        return Instant.ofEpochMilli(session.ledger().now())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    /// Closes a day. What was sent in before, and not refused, is sent again as it was.
    ///
    /// @throws IOException when receipts cannot be read, or what is sent cannot be kept
    /// @throws ConnectionException when the server does not answer: the day may be settled, and closing it
    ///     again tells
    public DayAnswer close(LocalDate date, DayProgress progress) throws IOException, ConnectionException {
        KnownLedger ledger = session.ledger();
        Optional<Recipient> office = ledger.settlementRecipient();
        if (office.isEmpty()) {
            return new DayAnswer.NotOffered();
        }
        if (!date.isBefore(today())) {
            return new DayAnswer.NotOver(date);
        }
        SettlementHeader header = new SettlementHeader(ledger.id().hex(), merchant, date);
        Optional<byte[]> sent = store.sent(date);
        byte[] csv = sent.isPresent() ? sent.get() : file(header, progress);
        byte[] sealed = sealed(csv, office.get());
        if (sealed.length > Block.BYTES_MAX) {
            return new DayAnswer.TooLarge(payments(csv), sealed.length);
        }
        if (sent.isEmpty()) {
            store.keep(date, csv);
        }
        return send(header, csv, sealed);
    }

    private byte[] file(SettlementHeader header, DayProgress progress) throws IOException {
        return new SettlementFile(header, new DayReceipts(wallet, merchant).rows(header.date(), progress)).csv();
    }

    /// How many payments a file has: each has its line, below two others.
    private static int payments(byte[] csv) {
        int lines = 0;
        for (byte b : csv) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines - 2;
    }

    private DayAnswer send(SettlementHeader header, byte[] csv, byte[] sealed) throws IOException, ConnectionException {
        Request.Settle settle = new Request.Settle(header.date(), Block.of(sealed));
        BlockAnswer answer = BusyServer.askForBlock(() -> session.upload(settle, sealed));
        if (answer.response() instanceof Response.Settled settled) {
            return checked(settled, answer.block(), header, csv);
        }
        if (answer.response() instanceof Response.NotSettled) {
            store.forget(header.date());
        }
        return new DayAnswer.Refused(answer.response());
    }

    private byte[] sealed(byte[] csv, Recipient office) {
        try {
            Instant now = Instant.ofEpochMilli(session.ledger().now());
            return CmsEnvelopes.seal(new CmsSigner(wallet.identity()).sign(csv, now), office);
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a file of the size of a block cannot be sealed", impossible);
        }
    }

    private DayAnswer checked(Response.Settled settled, byte[] signed, SettlementHeader header, byte[] csv)
            throws IOException {
        SettlementReport report;
        try {
            report = ReportReader.read(new CmsVerifier(wallet.identity().authority())
                    .verifyReport(signed)
                    .content());
        } catch (CryptoException | CsvFault wrong) {
            return new DayAnswer.Untrue("its report cannot be believed: " + wrong.getMessage());
        }
        if (!report.header().equals(header)) {
            return new DayAnswer.Untrue("its report is about another day or merchant");
        }
        if (!report.fileHash().equals(Sha256Text.of(csv))) {
            return new DayAnswer.Untrue("its report is about another file than it was sent");
        }
        if (!agrees(settled, report.reconciliation())) {
            return new DayAnswer.Untrue("its report says something else than its answer");
        }
        store.keepReport(header.date(), signed);
        return new DayAnswer.Closed(report, store.file(header.date()), store.reportFile(header.date()));
    }

    private static boolean agrees(Response.Settled settled, Reconciliation found) {
        return settled.matched() == found.matched()
                && settled.missing() == found.missing()
                && settled.extra() == found.extra()
                && settled.mismatched() == found.mismatched()
                && settled.total().equals(found.total());
    }
}
