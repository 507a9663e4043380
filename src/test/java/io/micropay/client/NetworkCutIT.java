package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.NetworkCut.Paid;
import io.micropay.client.NetworkCut.Way;
import io.micropay.money.Amount;
import io.micropay.payment.Receipt;
import io.micropay.testing.Drill;
import io.micropay.testing.TestServer;
import io.micropay.testing.TlsProxy;
import io.micropay.testing.TlsProxy.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The network fails between two of the three, at each step of a payment. It always ends in one payment or none, the
/// payer's wallet says which, and when the network is whole again both wallets agree with the ledger.
///
/// The cases run side by side, each between two people of its own: most of their time they wait.
@Drill
class NetworkCutIT {

    private static final int AT_ONCE = 8;
    private static final Amount AMOUNT = Person.amount("7");

    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(AT_ONCE);
    private static final Map<NetworkCut, CompletableFuture<Void>> OUTCOMES = new ConcurrentHashMap<>();

    @TempDir
    private static Path home;

    private static TestServer server;

    @BeforeAll
    static void begin() {
        server = TestServer.with().workers(200).start();
        List<NetworkCut> cuts = NetworkCut.all();
        for (int i = 0; i < cuts.size(); i++) {
            int number = i;
            NetworkCut cut = cuts.get(i);
            OUTCOMES.put(cut, CompletableFuture.runAsync(() -> new Affair(cut, number).runUnchecked(), EXECUTOR));
        }
    }

    @AfterAll
    static void end() {
        EXECUTOR.shutdownNow();
        server.close();
    }

    static Stream<NetworkCut> cuts() {
        return NetworkCut.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void endsInOnePaymentOrNoneAndEverybodyKnowsWhich(NetworkCut cut) {
        Objects.requireNonNull(OUTCOMES.get(cut)).join();
    }

    /// One payment between two people, and the cut in the middle of it.
    private static final class Affair {

        private final NetworkCut cut;
        private final String payer;
        private final String payee;
        private final TlsProxy payersWay = TlsProxy.to(server.port());
        private final TlsProxy payeesWay = TlsProxy.to(server.port());
        private Optional<DialledPayee> dialled = Optional.empty();

        Affair(NetworkCut cut, int number) {
            this.cut = cut;
            this.payer = "Payer" + number;
            this.payee = "Payee" + number;
        }

        void runUnchecked() {
            try {
                run();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        private void run() throws Exception {
            try (payersWay;
                    payeesWay;
                    AutoCloseable listening = payeeListens();
                    Person joanne = Person.connect(server, payersWay.port(), payer, home, ShortWaits.WAITS)) {
                assertThat(listening).isNotNull();
                joanne.session().register(Person.name(payer), Person.amount("100"));
                joanne.logIn(0, new AcceptancePolicy.All());
                if (!cut.isWhileThePayeeDecides()) {
                    brokenWay().cutAt(cut.cut());
                }
                Optional<PaymentResult> said = pays(joanne);
                assertThat(brokenWay().hasCut()).as("the moment has come").isTrue();
                if (cut.cut().fate() == Fate.LATE) {
                    brokenWay().deliver();
                }
                if (!cut.cut().forGood()) {
                    assertThat(said.filter(PaymentResult.Open.class::isInstance))
                            .as("another connection leads to the server")
                            .isEmpty();
                }
                brokenWay().comeUp();
                requireAgreement(said);
            }
        }

        private AutoCloseable payeeListens() throws Exception {
            Consent consent = (order, patience) -> {
                if (cut.isWhileThePayeeDecides()) {
                    brokenWay().cutNow(cut.cut().manner(), cut.cut().forGood());
                }
                return Consent.Answer.ACCEPTED;
            };
            if (cut.way() == Way.DIRECT) {
                DialledPayee lily = DialledPayee.logIn(
                        Person.name(payee),
                        server.certificates().account(payee),
                        home.resolve(payee),
                        new ServerAddress("127.0.0.1", payeesWay.port()),
                        consent,
                        ShortWaits.WAITS);
                dialled = Optional.of(lily);
                return lily;
            }
            Person lily = Person.connect(server, payeesWay.port(), payee, home, ShortWaits.WAITS);
            lily.session().register(Person.name(payee), Amount.ZERO);
            lily.logIn(0, new AcceptancePolicy.Ask(consent));
            return lily;
        }

        private TlsProxy brokenWay() {
            return switch (cut.link()) {
                case PAYER_SERVER -> payersWay;
                case PAYEE_SERVER -> payeesWay;
                case PAYER_PAYEE -> dialled.orElseThrow().way();
            };
        }

        /// @return empty when no order was signed
        private Optional<PaymentResult> pays(Person joanne) {
            try {
                return Optional.of(joanne.pay(payee, AMOUNT.toString()));
            } catch (ConnectionException lost) {
                return Optional.empty();
            }
        }

        /// Both come back, by ways that are whole.
        private void requireAgreement(Optional<PaymentResult> said) throws Exception {
            try (Person joanne = returned(payer);
                    Person lily = returned(payee)) {
                List<OwnPayment> orders = orders(joanne, said);
                List<Receipt> payments = payments(joanne);
                boolean paid = !payments.isEmpty();
                assertThat(payments).hasSizeLessThanOrEqualTo(1);
                assertThat(paid ? Paid.ONCE : Paid.NEVER)
                        .satisfies(often -> assertThat(cut.expected()).isIn(often, Paid.EITHER));
                assertThat(said).satisfies(first -> requireTrue(first, paid, joanne));
                assertThat(orders)
                        .extracting(OwnPayment::state)
                        .allMatch(state -> state instanceof PaymentState.Committed == paid)
                        .noneMatch(PaymentState.Open.class::isInstance)
                        .hasSize(said.isPresent() ? 1 : 0);
                assertThat(joanne.kept("receipts")).hasSize(payments.size());
                assertThat(joanne.balance()).isEqualTo(Person.amount(paid ? "93" : "100"));
                assertThat(lily.balance()).isEqualTo(paid ? AMOUNT : Amount.ZERO);
                assertThat(payments(lily)).isEqualTo(payments);
                if (cut.leavesThePayeeItsReceipt()) {
                    await().untilAsserted(
                                    () -> assertThat(lily.kept("receipts")).hasSize(1));
                }
                if (paid) {
                    assertThat(lily.session()
                                    .book()
                                    .fetchReceipt(payments.getFirst().id()))
                            .isPresent();
                }
            }
        }

        private Person returned(String name) throws Exception {
            Person person = Person.connect(server, name, home);
            person.session().logIn(Person.name(name), 0, true, new AcceptancePolicy.All());
            return person;
        }

        /// The payer's orders; one that is open still is cancelled, if it can be.
        private static List<OwnPayment> orders(Person joanne, Optional<PaymentResult> said) throws Exception {
            AccountBook book = joanne.session().book();
            if (said.isPresent() && said.get() instanceof PaymentResult.Open open) {
                assertThat(joanne.notices()).anyMatch(line -> line.startsWith("earlier 7 "));
                book.cancel(open.order().id());
            }
            return book.payments(10);
        }

        private static List<Receipt> payments(Person person) throws ConnectionException {
            return person.session().book().history(10).stream()
                    .map(HistoryEntry::receipt)
                    .filter(receipt -> !receipt.isDeposit())
                    .toList();
        }

        /// What the payer was told first, or after coming back, is what is.
        private static void requireTrue(Optional<PaymentResult> first, boolean paid, Person joanne) {
            if (first.isEmpty()) {
                assertThat(paid).as("nothing was signed").isFalse();
                return;
            }
            switch (first.get()) {
                case PaymentResult.Paid yes -> assertThat(paid).isTrue();
                case PaymentResult.NotPaid no -> assertThat(paid).as("%s", no).isFalse();
                case PaymentResult.Open open ->
                    assertThat(joanne.notices()).contains(paid ? "earlier 7 paid" : "earlier 7 open");
            }
        }
    }
}
