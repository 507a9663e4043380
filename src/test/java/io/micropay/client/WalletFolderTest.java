package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.client.OrderJournal.OpenOrder;
import io.micropay.crypto.Fingerprint;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletFolderTest {

    private static final Fingerprint LEDGER = new Fingerprint("0".repeat(64));
    private static final Fingerprint KEY = new Fingerprint("b".repeat(64));
    private static final String HASH = "a".repeat(64);

    @TempDir
    private Path home;

    private Path path = Path.of("");
    private WalletFolder folder = new WalletFolder(path);

    @BeforeEach
    void nameTheFolder() {
        path = home.resolve("data/Joanne");
        folder = new WalletFolder(path);
    }

    @Test
    void receiptIsKeptOnceAndNeverReplaced() throws Exception {
        PaymentId id = PaymentId.next();
        Path file = path.resolve("receipts/" + id + "-Joanne.json");

        assertThat(keep(receipt(id, "1000"))).isEqualTo(new Keeping.Kept(file, true));
        String kept = Files.readString(file);
        assertThat(keep(receipt(id, "1000"))).isEqualTo(new Keeping.Kept(file, false));
        assertThat(keep(receipt(id, "1")))
                .isEqualTo(new Keeping.NotKept(
                        file + " is something else, or damaged: move it away, and receipt gets it again"));
        assertThat(Files.readString(file)).isEqualTo(kept);
        assertThat(path.resolve("receipts")).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void receiptThatTwoSessionsKeepAtOnceIsKept() throws Exception {
        for (int round = 0; round < 20; round++) {
            PaymentId id = PaymentId.next();
            Path file = path.resolve("receipts/" + id + "-Joanne.json");
            try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Keeping>> keepings =
                        sessions.invokeAll(Collections.nCopies(8, () -> keep(receipt(id, "1"))));
                assertThat(keepings)
                        .extracting(Future::resultNow)
                        .containsOnlyOnce(new Keeping.Kept(file, true))
                        .containsOnly(new Keeping.Kept(file, true), new Keeping.Kept(file, false));
            }
        }
    }

    @Test
    void receiptsOfSeveralPaymentsAreFoundByTheirNames() throws Exception {
        assertThat(folder.receipts().filesOf(Set.of(PaymentId.next())))
                .as("no folder yet")
                .isEmpty();
        List<PaymentId> ids = List.of(PaymentId.next(), PaymentId.next(), PaymentId.next(), PaymentId.next());
        for (PaymentId id : ids.subList(0, 3)) {
            keep(receipt(id, "1"));
        }
        Path receipts = path.resolve("receipts");
        Path anothers = Files.writeString(receipts.resolve(ids.get(1) + "-Mel.json"), "another payer's");
        Files.writeString(receipts.resolve(ids.get(1) + "-Rose.txt"), "no receipt");
        Files.writeString(receipts.resolve("short.json"), "no receipt");
        Files.createDirectory(receipts.resolve(ids.get(1) + "-Rose.json"));

        assertThat(folder.receipts().filesOf(Set.of(ids.get(1), ids.get(2), ids.get(3))))
                .containsExactlyInAnyOrder(
                        receipts.resolve(ids.get(1) + "-Joanne.json"),
                        anothers,
                        receipts.resolve(ids.get(2) + "-Joanne.json"));
    }

    @Test
    void receiptThatCannotBeWrittenIsSaidNotThrown() throws Exception {
        Files.createDirectories(path);
        Files.writeString(path.resolve("receipts"), "a file where the folder should be");

        assertThat(keep(receipt(PaymentId.next(), "1"))).isInstanceOf(Keeping.NotKept.class);
    }

    @Test
    void orderIsOpenUntilItHasEnded() throws Exception {
        SignedOrder signed = signedOrder();
        try (OpenOrder open = journal().begin(signed)) {
            assertThat(open.signed()).isEqualTo(signed);
            assertThat(journal().left()).as("this process takes care of it").isEmpty();
        }
        OpenOrder left = journal().left().getFirst();
        assertThat(left.signed().order().toString()).isEqualTo(signed.order().toString());
        assertThat(left.signed().payerSignature()).isEqualTo(signed.payerSignature());
        left.ended(new PaymentState.Committed());
        left.close();

        assertThat(journal().left()).isEmpty();
    }

    @Test
    void whatBecameOfOrdersIsRemembered() throws Exception {
        SignedOrder first = signedOrder(id("01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c"));
        SignedOrder second = signedOrder(id("01a1f85c-a7e4-7ca6-b5b8-c8e082ca588c"));
        end(first, new PaymentState.Refused("INSUFFICIENT"));
        end(second, new PaymentState.Committed());

        assertThat(journal().open()).isEmpty();
        assertThat(journal().closed(10))
                .extracting(OwnPayment::state)
                .containsExactly(new PaymentState.Committed(), new PaymentState.Refused("INSUFFICIENT"));
        assertThat(journal().closed(1)).hasSize(1);
        assertThat(journal().find(first.order().id())).isPresent();
        assertThat(journal().find(PaymentId.next())).isEmpty();
    }

    @Test
    void orderOfWhichTheEndIsWrittenDownIsOpenNoLonger() throws Exception {
        SignedOrder signed = signedOrder();
        journal().begin(signed).close();
        Path open = path.resolve("open").resolve(LEDGER.hex()).resolve(KEY.hex());
        Path file = open.resolve(signed.order().id() + ".order");
        String before = Files.readString(file);
        journal().left().forEach(order -> {
            order.ended(new PaymentState.Cancelled(""));
            order.close();
        });
        // As a wallet leaves it that ends before it has taken the open order away.
        Files.writeString(file, before);

        assertThat(journal().open()).isEmpty();
        journal().left().forEach(order -> {
            order.ended(new PaymentState.Cancelled(""));
            order.close();
        });
        assertThat(file).as("told now").doesNotExist();
        assertThat(journal().closed(10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "closed today", "no # of mine"})
    void reasonOfThePayeeIsKept(String reason) throws Exception {
        SignedOrder signed = signedOrder();
        try (OrderJournal.OpenOrder order = journal().begin(signed)) {
            order.ended(new PaymentState.Cancelled(reason));
        }
        assertThat(journal().closed(1))
                .containsExactly(new OwnPayment(signed.order(), new PaymentState.Cancelled(reason)));
    }

    private void end(SignedOrder signed, PaymentState state) throws Exception {
        try (OpenOrder open = journal().begin(signed)) {
            open.ended(state);
        }
    }

    @Test
    void anotherProcessLeavesAnOrderAloneThatIsUnderWay() throws Exception {
        SignedOrder signed = signedOrder();
        Path file = open(signed);
        try (OpenOrder open = journal().begin(signed)) {
            assertThat(LockProbe.sees(file)).as("%s", open.signed()).isEqualTo("locked");
        }
        assertThat(LockProbe.sees(file)).isEqualTo("free");
        try (OpenOrder again = journal().left().getFirst()) {
            assertThat(LockProbe.sees(file)).as("%s", again.signed()).isEqualTo("locked");
        }
    }

    /// To close any descriptor of a file frees the process's lock on it: whoever looks must not.
    @Test
    void lookingAtAnOrderThatIsUnderWayDoesNotGiveItAway() throws Exception {
        SignedOrder signed = signedOrder();
        try (OpenOrder open = journal().begin(signed)) {
            assertThat(journal().left()).isEmpty();
            assertThat(journal().take(open.signed().order().id())).isEmpty();
            assertThat(journal().open()).hasSize(1);
            assertThat(journal().find(signed.order().id())).isPresent();

            assertThat(LockProbe.sees(open(signed))).isEqualTo("locked");
        }
    }

    @Test
    void journalIsHeldByOneAtATimeInThisProcessAndOthers() throws Exception {
        Path lock = path.resolve("journal.lock");
        OrderJournal hasty = hasty();
        HeldFile alone = journal().alone();

        assertThat(LockProbe.sees(lock)).isEqualTo("locked");
        assertThatThrownBy(hasty::alone)
                .isInstanceOf(IOException.class)
                .hasMessage("another process of this wallet keeps " + lock + " locked");
        assertThat(LockProbe.sees(lock)).as("asking in vain changes nothing").isEqualTo("locked");
        alone.close();
        assertThat(LockProbe.sees(lock)).isEqualTo("free");
        hasty.alone().close();
    }

    @Test
    void journalThatAnotherProcessHoldsIsWaitedForAndNotForEver() throws Exception {
        journal().alone().close();
        journal().begin(signedOrder()).close();
        Path lock = path.resolve("journal.lock");
        try (LockProbe.Holder another = LockProbe.hold(lock)) {
            assertThatThrownBy(hasty()::alone).hasMessageContaining("keeps " + lock + " locked");
            assertThatThrownBy(hasty()::left)
                    .as("the other process may be about to send it")
                    .hasMessageContaining("keeps " + lock + " locked");
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(this::holdForAMoment, Thread::startVirtualThread);
            another.release();
            assertThat(waiting).succeedsWithin(Duration.ofSeconds(4));
        }
    }

    private OrderJournal hasty() {
        Path open = path.resolve("open").resolve(LEDGER.hex()).resolve(KEY.hex());
        return new OrderJournal(open, path.resolve("closed"), path.resolve("journal.lock"), Duration.ofMillis(50));
    }

    private void holdForAMoment() {
        try {
            journal().alone().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheLatestEndsAreKeptAndNoOpenOrderIsForgotten() throws Exception {
        Path closed = path.resolve("closed").resolve(LEDGER.hex()).resolve(KEY.hex());
        Files.createDirectories(closed);
        SignedOrder untold = signedOrder(numbered(0));
        journal().begin(untold).close();
        for (int i = 0; i < OrderJournal.CLOSED_MAX + 2; i++) {
            Files.writeString(closed.resolve(numbered(i) + ".order"), Files.readString(open(untold)) + "CANCELLED\n");
        }
        end(signedOrder(), new PaymentState.Committed());

        assertThat(journal().closed(10_000)).hasSize(OrderJournal.CLOSED_MAX + 1);
        assertThat(closed.resolve(numbered(0) + ".order"))
                .as("nobody was told of it")
                .exists();
        assertThat(closed.resolve(numbered(2) + ".order")).doesNotExist();
        assertThat(closed.resolve(numbered(3) + ".order")).exists();
        assertThat(open(untold)).exists();
    }

    private static PaymentId numbered(int number) {
        return id(String.format("01a1f85c-a7e3-7ca6-b5b8-%012x", number));
    }

    private Path open(SignedOrder signed) {
        return path.resolve("open")
                .resolve(LEDGER.hex())
                .resolve(KEY.hex())
                .resolve(signed.order().id() + ".order");
    }

    @Test
    void openOrdersOfAnotherKeyOrAnotherLedgerAreNotThisAccounts() throws Exception {
        journal().begin(signedOrder()).close();

        assertThat(folder.journal(LEDGER, new Fingerprint("c".repeat(64))).left())
                .isEmpty();
        assertThat(folder.journal(new Fingerprint("d".repeat(64)), KEY).left()).isEmpty();
        List<OpenOrder> left = journal().left();
        assertThat(left).hasSize(1);
        left.forEach(OpenOrder::close);
    }

    private OrderJournal journal() {
        return folder.journal(LEDGER, KEY);
    }

    @Test
    void damagedOrderIsSaid() throws Exception {
        Path open = path.resolve("open").resolve(LEDGER.hex()).resolve(KEY.hex());
        Files.createDirectories(open);
        Files.writeString(open.resolve("x.order"), "nonsense");

        assertThatThrownBy(() -> journal().left())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no order");
    }

    @Test
    void historyIsForItsOwnerAlone() throws Exception {
        Path history = folder.history();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        Files.writeString(history, "typed");
        assertThat(folder.history()).hasContent("typed");
    }

    private Keeping keep(Receipt receipt) {
        Base64Url some = Base64Url.of(new byte[] {1});
        return folder.receipts().keep(LEDGER, new VerifiedReceipt(receipt, new ReceiptKeys(some, some, some)));
    }

    private static Receipt receipt(PaymentId id, String amount) {
        Base64Url signature = Base64Url.of(new byte[] {1});
        Timestamp now = Timestamp.ofEpochMillis(0);
        return new Receipt(
                1,
                name("Joanne"),
                Amount.parse(amount).orElseThrow(),
                name("Lily"),
                id,
                Optional.of(now),
                Memo.EMPTY,
                now,
                HASH,
                HASH,
                signature,
                signature,
                HASH,
                HASH,
                signature);
    }

    private static PaymentId id(String text) {
        return PaymentId.parse(text).orElseThrow();
    }

    private static SignedOrder signedOrder() {
        return signedOrder(PaymentId.next());
    }

    private static SignedOrder signedOrder(PaymentId id) {
        PaymentOrder order = new PaymentOrder(
                name("Joanne"),
                Amount.ZERO,
                name("Lily"),
                id,
                Timestamp.ofEpochMillis(0),
                Memo.of("tea").orElseThrow());
        return new SignedOrder(order, Base64Url.of(new byte[] {1}));
    }

    private static AccountName name(String text) {
        return AccountName.parse(text).orElseThrow();
    }
}
