package io.micropay.ledger;

import io.micropay.ledger.KnownPayment.Commitment;
import io.micropay.ledger.KnownPayment.Refusal;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides the commands of one batch, one after the other: the rules of the ledger.
///
/// Each decision sees the durable state and what the batch has decided before it. Nothing outside changes here; the
/// changes are collected, and the writer makes them durable, or forgets them.
final class BatchDecision {

    /// A treasury any lower could not give the largest deposit without an overflow.
    private static final long TREASURY_MICROS_MIN = Long.MIN_VALUE + Amount.MAX.micros();

    private final LedgerStore.Batch stored;
    private final LedgerLimits limits;
    private final Account treasury;
    private final Chain chain;
    private final BatchChanges changes;
    private final byte[] decidedAtText;
    private final boolean isAgain;
    private final ShopDecision shops;
    private final DayDecision days;

    /// The payments this batch has posted, and what it knows about others.
    private final Map<PaymentKey, TransferEntry> posted = new HashMap<>();
    private final Map<PaymentKey, KnownPayment> known = new HashMap<>();

    private boolean foundOnRecord;

    /// @param isAgain whether the batch was decided before and may be durable: what is found on record may be its own
    BatchDecision(
            LedgerStore.Batch stored,
            BatchChanges changes,
            LedgerLimits limits,
            Account treasury,
            Chain chain,
            boolean isAgain) {
        this.stored = stored;
        this.changes = changes;
        this.limits = limits;
        this.treasury = treasury;
        this.chain = chain;
        this.isAgain = isAgain;
        this.shops = new ShopDecision(changes);
        this.days = new DayDecision(changes);
        this.decidedAtText =
                Timestamp.ofEpochMillis(changes.decidedAt()).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Decides all commands of the batch, in order.
    void decide(List<Pending<?>> batch) throws StoreBusyException, BatchLostException {
        lookUp(batch);
        shops.lookUp(batch, stored);
        days.lookUp(batch, stored);
        for (Pending<?> command : batch) {
            decide(command);
        }
    }

    /// Whether an answer hangs on what an earlier batch has left on record.
    boolean hasFoundOnRecord() {
        return foundOnRecord || shops.hasFoundOnRecord() || days.hasFoundOnRecord();
    }

    /// Asks for all that may be on record of the batch's payments at once: other servers may be waiting for their turn.
    private void lookUp(List<Pending<?>> batch) throws StoreBusyException, BatchLostException {
        Set<PaymentKey> keys = new HashSet<>();
        for (Pending<?> command : batch) {
            switch (command) {
                case PendingTransfer transfer ->
                    addIfKnown(transfer.entry().payer(), transfer.entry().id(), keys);
                case PendingStatus question -> addIfKnown(question.payer(), question.id(), keys);
                case PendingCancellation cancellation -> addIfKnown(cancellation.payer(), cancellation.id(), keys);
                case PendingRegistration registration -> {}
                case PendingShop<?> shop -> {}
                case PendingDay day -> {}
            }
        }
        if (!keys.isEmpty()) {
            known.putAll(stored.known(keys, changes.rememberedSince()));
            foundOnRecord = !known.isEmpty();
        }
    }

    private void addIfKnown(Account payer, PaymentId id, Set<PaymentKey> keys) {
        if (changes.position(payer).mayKnow(id)) {
            keys.add(new PaymentKey(payer.number(), id));
        }
    }

    private void decide(Pending<?> command) throws StoreBusyException, BatchLostException {
        switch (command) {
            case PendingTransfer transfer -> transfer(transfer);
            case PendingStatus question -> question.answer(known(question.payer(), question.id()));
            case PendingCancellation cancellation -> cancel(cancellation);
            case PendingRegistration registration -> register(registration);
            case PendingShop<?> shop -> shops.decide(shop);
            case PendingDay day -> days.decide(day);
        }
    }

    private void transfer(PendingTransfer command) {
        TransferEntry entry = command.entry();
        KnownPayment before = known(entry.payer(), entry.id());
        Commitment commitment = before.commitment();
        if (commitment != null) {
            repeat(command, commitment.transfer());
            return;
        }
        if (before.cancelled()) {
            command.reject(Rejection.CANCELLED);
            return;
        }
        Rejection refusal = refusal(command);
        if (refusal != null) {
            command.reject(refusal);
            remember(entry, before, refusal);
            return;
        }
        if (before.refusal() != null) {
            changes.replaceRefusal(entry.key());
        }
        post(entry);
        shops.sell(command);
        command.post();
    }

    /// The same six fields are the same payment, whatever its signatures; anything else is another payment.
    private static void repeat(PendingTransfer command, PostedTransfer earlier) {
        if (earlier.orderFields().equals(command.entry().orderFields())) {
            command.decide(() -> new TransferOutcome.Posted(earlier));
        } else {
            command.reject(Rejection.ID_REUSED);
        }
    }

    /// The first rule that a new transfer breaks.
    private @Nullable Rejection refusal(PendingTransfer command) {
        if (OrderExpiry.forbids(command.expiresAt(), changes.decidedAt())) {
            return Rejection.EXPIRED;
        }
        TransferEntry entry = command.entry();
        long micros = entry.amount().micros();
        if (changes.position(entry.payer()).balanceMicros() < micros) {
            return Rejection.INSUFFICIENT;
        }
        if (changes.position(entry.payee()).balanceMicros() + micros > Amount.MAX.micros()) {
            return Rejection.LIMIT;
        }
        return shops.allow(command) ? null : Rejection.ORDER;
    }

    private void remember(TransferEntry entry, KnownPayment before, Rejection reason) {
        Refusal refusal = new Refusal(reason, entry.payee().number());
        known.put(entry.key(), before.withRefusal(refusal));
        changes.refuse(entry.key(), refusal);
        changes.move(entry.payer(), changes.position(entry.payer()).withRefusals());
    }

    private void post(TransferEntry entry) {
        Position payer = changes.position(entry.payer());
        Position payee = changes.position(entry.payee());
        append(entry, payer.newestSeq(), payee.newestSeq());
        long micros = entry.amount().micros();
        changes.moveAndMark(entry.payer(), payer.paid(micros, entry.seq(), entry.id()));
        changes.moveAndMark(entry.payee(), payee.received(micros, entry.seq()));
        posted.put(entry.key(), entry);
    }

    private void append(TransferEntry entry, long payerPrevious, long payeePrevious) {
        changes.post(
                entry,
                entry.post(changes.head(), payerPrevious, payeePrevious, changes.decidedAt(), decidedAtText, chain));
    }

    private void cancel(PendingCancellation command) throws StoreBusyException, BatchLostException {
        Account payer = command.payer();
        KnownPayment before = known(payer, command.id());
        Commitment commitment = before.commitment();
        if (commitment != null) {
            command.tooLate(commitment.transfer());
        } else if (before.cancelled()) {
            command.cancel();
        } else if (stored.cancellations(payer.number(), changes.rememberedSince()) + changes.cancellations(payer)
                >= limits.rememberedMax()) {
            command.refuse();
        } else {
            PaymentKey key = new PaymentKey(payer.number(), command.id());
            known.put(key, before.withCancellation());
            changes.cancel(key);
            changes.move(payer, changes.position(payer).withCancellations());
            command.cancel();
        }
    }

    private void register(PendingRegistration command) throws StoreBusyException, BatchLostException {
        Amount deposit = command.deposit();
        Optional<Account> namesake = stored.account(command.name());
        if (isAgain && command.wasOpened() && namesake.isPresent() && command.isFor(namesake.get())) {
            command.decide(() -> new Registration.Registered(namesake.get()));
        } else if (namesake.isPresent() || changes.opens(command.name())) {
            command.refuse(Registration.Reason.NAME_TAKEN);
        } else if (stored.hasAccount(command.keyHash()) || changes.opens(command.keyHash())) {
            command.refuse(Registration.Reason.KEY_HAS_ACCOUNT);
        } else if (deposit.compareTo(limits.openingDepositMax()) > 0
                || changes.position(treasury).balanceMicros() < TREASURY_MICROS_MIN) {
            command.refuse(Registration.Reason.DEPOSIT_ABOVE_LIMIT);
        } else {
            Account account = open(command);
            command.markOpened();
            command.decide(() -> new Registration.Registered(account));
        }
    }

    private Account open(PendingRegistration command) throws StoreBusyException, BatchLostException {
        long number = stored.nextAccountNumber() + changes.opened().size();
        if (command.deposit().isZero()) {
            Account account = command.account(number, Position.OPENING);
            changes.open(account);
            return account;
        }
        long seq = changes.head().seq() + 1;
        long micros = command.deposit().micros();
        Account account = command.account(number, Position.OPENING.received(micros, seq));
        Position treasuryBefore = changes.position(treasury);
        TransferEntry entry = new TransferEntry(treasury, account, command.deposit(), PaymentId.next());
        append(entry, treasuryBefore.newestSeq(), 0);
        changes.moveAndMark(treasury, treasuryBefore.paid(micros, seq, entry.id()));
        changes.open(account);
        return account;
    }

    private KnownPayment known(Account payer, PaymentId id) {
        PaymentKey key = new PaymentKey(payer.number(), id);
        TransferEntry entry = posted.get(key);
        return entry != null
                ? KnownPayment.committed(entry.posted(), entry.payee().number())
                : known.getOrDefault(key, KnownPayment.NOTHING);
    }
}
