package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.Memo;
import io.micropay.testing.Crowd;
import io.micropay.testing.Opened;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Asks to be paid, and is paid once.
class RequestingIT {

    private static final AcceptancePolicy ALL = new AcceptancePolicy.All();

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private TestServer server;
    private Person joanne;
    private Person ben;
    private Person lily;
    private PaymentRequest request;

    @BeforeEach
    void lilyAsksForSeven() throws Exception {
        server = TestServer.start();
        // A test may start another on the same ledger.
        opened.add(() -> server.close());
        joanne = opened.add(Person.of(server, "Joanne", "100", home));
        ben = opened.add(Person.of(server, "Ben", "5", home));
        lily = opened.add(Person.listening(server, "Lily", ALL, home));
        request = lily.wallet()
                .request(
                        Person.name("Lily"),
                        new ServerAddress("127.0.0.1", server.port()),
                        Person.amount("7"),
                        Memo.of("two coffees").orElseThrow());
    }

    @Test
    void requestIsPaidOnceAndThePayeeIsToldWhich() throws Exception {
        assertThat(joanne.session().pay(request.intent(false))).isInstanceOf(Paid.class);
        await().untilAsserted(() -> assertThat(lily.notices()).contains("request paid two coffees"));

        assertThat(joanne.session().pay(request.intent(false))).isEqualTo(declined("the request is paid already"));
        assertThat(lily.balance()).isEqualTo(Person.amount("7"));
    }

    @Test
    void paidRequestIsRememberedByTheNextRunOfTheWallet() throws Exception {
        joanne.session().pay(request.intent(false));
        await().untilAsserted(() -> assertThat(lily.notices()).contains("request paid two coffees"));
        lily.session().exit();
        Person again = opened.add(Person.listening(server, "Lily", ALL, home));

        assertThat(joanne.session().pay(request.intent(false))).isEqualTo(declined("the request is paid already"));
        assertThat(again.balance()).isEqualTo(Person.amount("7"));
    }

    @Test
    void ofManyWhoPayItAtOnceOneDoes() throws Exception {
        List<PaymentResult> results = Crowd.atOnce(List.of(
                () -> joanne.session().pay(request.intent(false)),
                () -> opened.add(Person.of(server, "Ann", "100", home))
                        .session()
                        .pay(request.intent(false)),
                () -> opened.add(Person.of(server, "Eve", "100", home))
                        .session()
                        .pay(request.intent(false))));

        assertThat(results).filteredOn(Paid.class::isInstance).hasSize(1);
        assertThat(lily.balance()).isEqualTo(Person.amount("7"));
    }

    @Test
    void requestIsPaidAsItWasMade() throws Exception {
        PaymentRequest cheaper = new PaymentRequest(
                request.payee(), request.server(), Person.amount("6"), request.words(), request.reference());
        PaymentRequest unknown = new PaymentRequest(
                request.payee(), request.server(), request.amount(), request.words(), "0".repeat(20));

        assertThat(joanne.session().pay(cheaper.intent(false))).isEqualTo(declined("the request is for 7"));
        assertThat(joanne.session().pay(unknown.intent(false))).isEqualTo(declined("there is no such request"));
    }

    @Test
    void paymentThatIsRefusedLeavesTheRequestToOthers() throws Exception {
        assertThat(ben.session().pay(request.intent(false)))
                .isInstanceOfSatisfying(
                        NotPaid.class, notPaid -> assertThat(notPaid.obstacle()).isInstanceOf(Obstacle.Refused.class));
        await().untilAsserted(() -> assertThat(lily.notices()).contains("not received 7 INSUFFICIENT"));

        assertThat(joanne.session().pay(request.intent(false))).isInstanceOf(Paid.class);
    }

    /// As a wallet leaves it that ends between its acceptance and the server's answer.
    @Test
    void orderWithoutAnAnswerKeepsTheRequestAsLongAsItCanBePaid() throws Exception {
        SignedOrder open = ben.signs("Lily", "7", request.memo());
        assertThat(lily.wallet().requests().claim(request.reference(), open)).isTrue();

        assertThat(joanne.session().pay(request.intent(false)))
                .isEqualTo(declined("another order for this request is open until "
                        + open.order().expires()));
        everybodyComesBackAfter(Duration.ofMinutes(6).plusSeconds(1));
        assertThat(joanne.session().pay(request.intent(false))).isInstanceOf(Paid.class);
    }

    @Test
    void paymentOfWhichThePayeeDidNotHearHasPaidTheRequest() throws Exception {
        PaymentRequest another =
                lily.wallet().request(request.payee(), request.server(), request.amount(), request.words());
        assertThat(joanne.session().pay(another.intent(false))).isInstanceOf(Paid.class);
        SignedOrder committed = new SignedOrder(
                joanne.session().book().payments(1).getFirst().order(),
                ben.signs("Lily", "7", request.memo()).payerSignature());
        assertThat(lily.wallet().requests().claim(request.reference(), committed))
                .isTrue();

        assertThat(joanne.session().pay(request.intent(false))).isEqualTo(declined("the request is paid already"));
    }

    private void everybodyComesBackAfter(Duration time) throws Exception {
        server.stop();
        server = TestServer.with()
                .folder(server.folder())
                .clock(Clock.offset(Clock.systemUTC(), time))
                .start();
        joanne = opened.add(Person.of(server, "Joanne", "0", home));
        lily = opened.add(Person.listening(server, "Lily", ALL, home));
    }

    private static NotPaid declined(String reason) {
        return new NotPaid(new Obstacle.Declined(reason));
    }
}
