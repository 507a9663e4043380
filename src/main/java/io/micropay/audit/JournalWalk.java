package io.micropay.audit;

import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.ChainHead;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Goes through the journal in order, transfer after transfer: everything but the signatures.
///
/// Each is held against those before it: its number, its place in the chain, its time, its links, its id, and whether
/// the accounts could make it. The accounts move along.
final class JournalWalk {

    /// How long after its expiry an order may be committed, and how far ahead it may expire (protocol, *A payment*).
    private static final long EXPIRY_GRACE_MILLIS = 30_000;

    private static final long EXPIRY_AHEAD_MILLIS = 930_000;

    private final Accounts accounts;
    private final OptionalLong repeatedPayment;
    private final ChainHash chainHash = new ChainHash();

    private long seq;
    private byte[] hash = ChainHead.empty().hash();
    private long committedAt;
    private long deposits;

    /// @param repeatedPayment the first transfer that repeats an earlier one's payer and id
    JournalWalk(Accounts accounts, OptionalLong repeatedPayment) {
        this.accounts = accounts;
        this.repeatedPayment = repeatedPayment;
    }

    /// What was found in one row.
    ///
    /// @param transfer empty when the row is not of the form, or names accounts that there are not
    /// @param chained whether it fits the chain
    /// @param problems what is wrong with it; the walk cannot go on then
    record Step(Optional<WalkedTransfer> transfer, boolean chained, List<String> problems) {}

    /// Takes the row that is next.
    Step next(ArchivedTransfer row) {
        List<String> problems = new ArrayList<>();
        Optional<WalkedTransfer> walked =
                AuditedTransfer.read(row, problems).flatMap(transfer -> withAccounts(transfer, problems));
        boolean chained = walked.filter(this::isChained).isPresent();
        if (walked.isPresent() && !chained) {
            problems.add("its chain hash is not that of its record and the hash before it");
        }
        walked.ifPresent(transfer -> check(transfer, problems));
        if (problems.isEmpty()) {
            walked.ifPresent(this::post);
        }
        return new Step(walked, chained, problems);
    }

    private Optional<WalkedTransfer> withAccounts(AuditedTransfer transfer, List<String> problems) {
        Optional<AuditedAccount> payer = accounts.account(transfer.row().payer());
        Optional<AuditedAccount> payee = accounts.account(transfer.row().payee());
        if (payer.isEmpty()) {
            problems.add("its payer is account " + transfer.row().payer() + ", which there is not");
        }
        if (payee.isEmpty()) {
            problems.add("its payee is account " + transfer.row().payee() + ", which there is not");
        }
        return payer.isPresent() && payee.isPresent()
                ? Optional.of(new WalkedTransfer(transfer, payer.get(), payee.get()))
                : Optional.empty();
    }

    private boolean isChained(WalkedTransfer walked) {
        return Arrays.equals(chainHash.of(hash, walked.record()), walked.chainHash());
    }

    private void check(WalkedTransfer walked, List<String> problems) {
        checkNames(walked, problems);
        checkTimes(walked, problems);
        checkLinks(walked, problems);
        checkFunds(walked, problems);
        if (repeatedPayment.isPresent() && repeatedPayment.getAsLong() == walked.seq()) {
            problems.add("its payer has used its id before");
        }
    }

    private static void checkNames(WalkedTransfer walked, List<String> problems) {
        checkName("payer", walked.transfer().payerName(), walked.payer(), problems);
        checkName("payee", walked.transfer().payeeName(), walked.payee(), problems);
        if (walked.payer() == walked.payee()) {
            problems.add("its payer is its payee");
        }
    }

    private static void checkName(String side, AccountName name, AuditedAccount account, List<String> problems) {
        if (!name.equals(account.name())) {
            problems.add("it names its " + side + " " + name + ", but account " + account.number() + " is that of "
                    + account.name());
        }
    }

    private void checkTimes(WalkedTransfer walked, List<String> problems) {
        Timestamp time = walked.transfer().committedAt();
        if (time.epochMillis() < committedAt) {
            problems.add("it was committed at " + time + ", before the transfer before it");
        }
        checkOpened(walked.payer(), time, problems);
        checkOpened(walked.payee(), time, problems);
        walked.transfer()
                .payment()
                .ifPresent(payment -> checkExpiry(payment.order().expires(), time, problems));
    }

    private static void checkExpiry(Timestamp expires, Timestamp time, List<String> problems) {
        if (time.epochMillis() > expires.epochMillis() + EXPIRY_GRACE_MILLIS) {
            problems.add("it was committed at " + time + ", after its order had expired at " + expires);
        }
        if (expires.epochMillis() > time.epochMillis() + EXPIRY_AHEAD_MILLIS) {
            problems.add("it was committed at " + time + ", too long before its order expires at " + expires);
        }
    }

    private static void checkOpened(AuditedAccount account, Timestamp time, List<String> problems) {
        if (account.openedAt() > time.epochMillis()) {
            problems.add("it was committed at " + time + ", before account " + account.number() + " (" + account.name()
                    + ") was opened");
        }
    }

    private static void checkLinks(WalkedTransfer walked, List<String> problems) {
        ArchivedTransfer row = walked.transfer().row();
        checkLink("payer", walked.payer(), row.payerPrevious(), problems);
        checkLink("payee", walked.payee(), row.payeePrevious(), problems);
    }

    private static void checkLink(String side, AuditedAccount account, long previous, List<String> problems) {
        if (previous != account.newestSeq()) {
            problems.add("it links to transfer " + previous + " as its " + side + "'s before it, not to "
                    + account.newestSeq());
        }
    }

    private static void checkFunds(WalkedTransfer walked, List<String> problems) {
        long micros = walked.transfer().row().amount();
        if (!walked.payer().canPay(micros)) {
            problems.add("its payer had " + Micros.text(walked.payer().balance()) + " and paid " + new Amount(micros));
        }
        if (!walked.payee().canReceive(micros)) {
            problems.add("its payee has more with it than an account can hold");
        }
        if (walked.transfer().isDeposit() && walked.payee().transfers() > 0) {
            problems.add("it is a deposit, but not the first transfer of its account");
        }
    }

    private void post(WalkedTransfer walked) {
        long micros = walked.transfer().row().amount();
        seq = walked.seq();
        hash = walked.chainHash();
        committedAt = walked.transfer().committedAt().epochMillis();
        walked.payer().pay(seq, micros, walked.transfer().id());
        walked.payee().receive(seq, micros);
        if (walked.transfer().isDeposit()) {
            deposits++;
        }
    }

    /// The last transfer that was right, 0 for none.
    long seq() {
        return seq;
    }

    /// Its chain hash.
    byte[] hash() {
        return hash;
    }

    /// How many of the transfers so far are deposits.
    long deposits() {
        return deposits;
    }

    /// What stands in a row of its own number and accounts, if it can be read; the walk does not move.
    Optional<WalkedTransfer> peek(ArchivedTransfer row) {
        List<String> ignored = new ArrayList<>();
        return AuditedTransfer.read(row, ignored).flatMap(transfer -> withAccounts(transfer, ignored));
    }
}
