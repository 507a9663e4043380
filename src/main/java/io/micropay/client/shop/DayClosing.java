package io.micropay.client.shop;

import io.micropay.client.BlockAnswer;
import io.micropay.client.ConnectionException;
import io.micropay.client.DayStore;
import io.micropay.client.KnownLedger;
import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shop.ReportJudge.Verdict;
import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsSigner;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Recipient;
import io.micropay.money.AccountName;
import io.micropay.ntp.Deviation;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReport;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/// Closes a merchant's day: makes its file from the receipts that the wallet has kept, sends it in signed and
/// encrypted, and believes the report on it only after checking whose it is and what it is about.
public final class DayClosing {

    private final WalletSession session;
    private final Wallet wallet;
    private final AccountName merchant;
    private final DayStore store;
    private final Consumer<Path> setAside;

    /// @param session logged in as the merchant
    /// @param setAside told where a kept file lies that somebody has changed: another is made of the receipts
    public DayClosing(WalletSession session, Wallet wallet, AccountName merchant, Consumer<Path> setAside) {
        this.session = session;
        this.wallet = wallet;
        this.merchant = merchant;
        this.store = wallet.days();
        this.setAside = setAside;
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

    /// Closes a day. What was sent in before, and not refused, is sent again as it was; what somebody has changed since
    /// is set aside.
    ///
    /// @throws IOException when receipts cannot be read, or what is sent cannot be kept
    /// @throws ConnectionException when the server does not answer: the day may be settled, and closing it
    ///     again tells
    public DayAnswer close(LocalDate date, DayProgress progress) throws IOException, ConnectionException {
        Optional<Deviation> wrong = wallet.clockWrongBy();
        if (wrong.isPresent()) {
            return new DayAnswer.ClockWrong(wrong.get());
        }
        KnownLedger ledger = session.ledger();
        Optional<Recipient> office = ledger.settlementRecipient();
        if (office.isEmpty()) {
            return new DayAnswer.NotOffered();
        }
        if (!date.isBefore(today())) {
            return new DayAnswer.NotOver(date);
        }
        SettlementHeader header = new SettlementHeader(ledger.id().hex(), merchant, date);
        Optional<DayFile> kept = kept(header);
        DayFile file = kept.isPresent() ? kept.get() : DayFile.of(content(header, progress));
        // What does not fit by itself is not sealed first: CMS messages have a limit of their own.
        if (file.csv().length > Block.BYTES_MAX) {
            return new DayAnswer.TooLarge(file.payments(), file.csv().length);
        }
        byte[] sealed = sealed(file.csv(), office.get());
        if (sealed.length > Block.BYTES_MAX) {
            return new DayAnswer.TooLarge(file.payments(), sealed.length);
        }
        if (kept.isEmpty()) {
            store.keep(date, file.csv());
        }
        progress.reconciling(file.payments());
        return send(file, sealed);
    }

    /// What was kept for a day, if it is what this wallet has made.
    private Optional<DayFile> kept(SettlementHeader header) throws IOException {
        if (!store.holds(header.date())) {
            return Optional.empty();
        }
        Optional<DayFile> kept = store.sent(header.date())
                .flatMap(DayFile::read)
                .filter(file -> file.content().header().equals(header));
        if (kept.isEmpty()) {
            setAside.accept(store.setAside(header.date()));
        }
        return kept;
    }

    private SettlementFile content(SettlementHeader header, DayProgress progress) throws IOException {
        return new SettlementFile(header, new DayReceipts(wallet, merchant).rows(header.date(), progress));
    }

    private byte[] sealed(byte[] csv, Recipient office) {
        try {
            Instant now = Instant.ofEpochMilli(session.ledger().now());
            return CmsEnvelopes.seal(new CmsSigner(wallet.identity()).sign(csv, now), office);
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a file of the size of a block cannot be sealed", impossible);
        }
    }

    private DayAnswer send(DayFile file, byte[] sealed) throws IOException, ConnectionException {
        LocalDate date = file.content().header().date();
        Request.Settle settle = new Request.Settle(date, Block.of(sealed));
        BlockAnswer answer = BusyServer.askForBlock(() -> session.upload(settle, sealed));
        return switch (answer.response()) {
            case Response.Settled settled -> believed(settled, answer.block(), file);
            case Response.NotSettled refused -> refused(refused, file);
            default -> new DayAnswer.Refused(answer.response());
        };
    }

    private DayAnswer believed(Response.Settled settled, byte[] signed, DayFile file) throws IOException {
        LocalDate date = file.content().header().date();
        return switch (judge(file).judge(settled, signed)) {
            case Verdict.Untrue(String why) -> new DayAnswer.Untrue(why);
            case Verdict.True(SettlementReport report) -> {
                store.keepReport(date, signed);
                yield new DayAnswer.Closed(report, store.file(date), store.reportFile(date));
            }
        };
    }

    /// A file that was refused is made anew the next time. One that has settled the day stays, whatever is said now.
    private DayAnswer refused(Response.NotSettled refused, DayFile file) throws IOException {
        LocalDate date = file.content().header().date();
        Optional<byte[]> report = store.report(date);
        if (report.isPresent() && judge(file).judge(report.get()) instanceof Verdict.True) {
            return new DayAnswer.Denied(refused.reason(), store.reportFile(date));
        }
        store.forget(date);
        return new DayAnswer.Refused(refused);
    }

    private ReportJudge judge(DayFile file) {
        return new ReportJudge(wallet.identity().authority(), file);
    }
}
