package io.micropay.server;

import io.micropay.jfr.SettlementEvent;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.money.UtcDay;
import io.micropay.payment.AccountKeys;
import io.micropay.payment.RefusalReason;
import io.micropay.settlement.Reconciliation;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/// Takes the ends of merchants' days in, and gives out what was found.
final class SettlementDesk {

    /// How late a day can be settled. What a stranger could send in grows no further.
    private static final int DAYS_MAX = 400;

    private final Ledger ledger;
    private final Optional<DaySettlement> settlement;
    private final Blocks blocks;
    private final ShopLog log;

    SettlementDesk(ServedLedger served, AccountKeys keys, Blocks blocks, ServerLog log) {
        this.ledger = served.ledger();
        this.settlement = served.office().map(office -> new DaySettlement(served, office, keys, log));
        this.blocks = blocks;
        this.log = log.shops();
    }

    Response settle(Session session, Request.Settle settle) throws IOException {
        if (settlement.isEmpty()) {
            return new Response.FormatError("not supported: this server has no settlement certificate");
        }
        Optional<Account> merchant = session.login();
        if (merchant.isEmpty()) {
            return Answers.notLoggedIn();
        }
        if (!isOver(settle.date())) {
            return refused(merchant.get(), settle.date(), DaySettlement.NOT_OVER.reason());
        }
        if (isOver(settle.date().plusDays(DAYS_MAX))) {
            return refused(merchant.get(), settle.date(), "the day is more than " + DAYS_MAX + " days ago");
        }
        return blocks.enter(merchant.get())
                ? receive(session, merchant.get(), settle, settlement.get())
                : Answers.refused(RefusalReason.BUSY);
    }

    private boolean isOver(LocalDate date) {
        return new UtcDay(date).isOverAt(ledger.now());
    }

    /// The merchant's place is given back when the report has left, or when there is none.
    private Response receive(Session session, Account merchant, Request.Settle settle, DaySettlement days)
            throws IOException {
        boolean leaving = false;
        try {
            Optional<byte[]> sealed = session.receive(settle.block());
            DayOutcome outcome = sealed.isPresent()
                    ? recorded(merchant, settle.date(), sealed.get(), days)
                    : new DayOutcome.Refused(Blocks.ANOTHER);
            if (outcome instanceof DayOutcome.Settled settled) {
                session.follow(new OutgoingBlock(settled.report(), () -> blocks.leave(merchant)));
                leaving = true;
            }
            return answer(merchant, settle.date(), outcome);
        } finally {
            if (!leaving) {
                blocks.leave(merchant);
            }
        }
    }

    private static DayOutcome recorded(Account merchant, LocalDate date, byte[] sealed, DaySettlement days) {
        SettlementEvent event = new SettlementEvent();
        event.begin();
        DayOutcome outcome = days.settle(merchant, date, sealed, event);
        event.merchant = merchant.name().text();
        event.date = date.toString();
        switch (outcome) {
            case DayOutcome.Settled settled -> {
                event.outcome = "SETTLED";
                event.matched = settled.found().matched();
                event.missing = settled.found().missing();
                event.extra = settled.found().extra();
                event.mismatched = settled.found().mismatched();
            }
            case DayOutcome.Refused refused -> event.outcome = "REFUSED";
            case DayOutcome.Busy busy -> event.outcome = RefusalReason.BUSY.name();
        }
        event.commit();
        return outcome;
    }

    private Response answer(Account merchant, LocalDate date, DayOutcome outcome) {
        return switch (outcome) {
            case DayOutcome.Settled settled -> {
                Reconciliation found = settled.found();
                log.settled(merchant, date, found);
                yield new Response.Settled(
                        date,
                        found.matched(),
                        found.missing(),
                        found.extra(),
                        found.mismatched(),
                        found.total(),
                        Block.of(settled.report()));
            }
            case DayOutcome.Refused refused -> refused(merchant, date, refused.reason());
            case DayOutcome.Busy busy -> Answers.refused(RefusalReason.BUSY);
        };
    }

    private Response refused(Account merchant, LocalDate date, String reason) {
        log.notSettled(merchant, date, reason);
        return new Response.NotSettled(reason);
    }
}
