package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.payment.Receipt;
import io.micropay.testing.Opened;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Pays back over a real server, and tries to pay back what is no payment, or too much of one.
class RefundingIT {

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private TestServer server;
    private Person joanne;
    private Person lily;
    private Receipt original;

    @BeforeEach
    void joanneHasPaidTen() throws Exception {
        server = opened.add(TestServer.start());
        joanne = opened.add(Person.listening(server, "Joanne", "100", new AcceptancePolicy.All(), home));
        lily = opened.add(Person.listening(server, "Lily", "50", new AcceptancePolicy.All(), home));
        original = ((Paid) joanne.pay("Lily", "10")).receipt();
    }

    @Test
    void bothHistoriesShowARefundAsOneOfThatPayment() throws Exception {
        assertThat(refund("4")).isInstanceOf(Paid.class);

        for (Person person : List.of(joanne, lily)) {
            HistoryEntry newest = person.session().book().history(1).getFirst();
            assertThat(newest.refunded()).contains(original);
            assertThat(newest.incoming()).isEqualTo(person == joanne);
        }
        assertThat(joanne.balance()).isEqualTo(Person.amount("94"));
    }

    @Test
    void refundsTotalAtMostThePayment() throws Exception {
        refund("4");
        assertThat(refundable().left()).isEqualTo(Person.amount("6"));
        assertThatThrownBy(() -> refund("6.000001")).isInstanceOf(IllegalArgumentException.class);
        assertThat(refund("6")).isInstanceOf(Paid.class);
        assertThat(refundable().left()).isEqualTo(Person.amount("0"));
        assertThat(joanne.balance()).isEqualTo(Person.amount("100"));
    }

    @Test
    void refundThatIsOpenMayBePaidStillAndCounts() throws Exception {
        SignedOrder open = lily.leavesOpen("Joanne", "7", memo(original.id()));
        assertThat(refundable().left()).isEqualTo(Person.amount("3"));

        lily.session().book().cancel(open.order().id());
        assertThat(refundable().left()).isEqualTo(Person.amount("10"));
    }

    /// Two processes of one wallet look at the same moment what is left.
    @Test
    void whatAnotherProcessPaysBackMeanwhileIsNotPaidBackTwice() throws Exception {
        Refundable before = refundable();
        refund("6");

        for (boolean anyway : List.of(false, true)) {
            assertThat(lily.session().refund(before, Person.amount("5"), anyway))
                    .isEqualTo(new PaymentResult.NotPaid(new Obstacle.RefundedMeanwhile()));
        }
        assertThat(refundable().left()).isEqualTo(Person.amount("4"));
        assertThat(refund("4")).isInstanceOf(Paid.class);
    }

    @Test
    void onlyWhatOnesSelfWasPaidCanBePaidBack() throws Exception {
        assertThat(joanne.session().book().refundable(original.id())).isEmpty();
        assertThat(lily.session().book().refundable(PaymentId.next())).isEmpty();
        PaymentId deposit =
                lily.session().book().history(10).getLast().receipt().id();
        assertThat(lily.session().book().refundable(deposit)).as("a deposit").isEmpty();
    }

    @Test
    void memoAloneMakesNoRefund() throws Exception {
        lily.session().pay(new PaymentIntent(Person.name("Joanne"), Person.amount("10.5"), memo(original.id()), false));
        lily.session().pay(new PaymentIntent(Person.name("Joanne"), Person.amount("1"), memo(PaymentId.next()), false));

        assertThat(joanne.session().book().history(2))
                .extracting(HistoryEntry::refunded)
                .containsOnly(Optional.empty());
        assertThat(refundable().left()).isEqualTo(Person.amount("10"));
    }

    private PaymentResult refund(String amount) throws Exception {
        return lily.session().refund(refundable(), Person.amount(amount), false);
    }

    private Refundable refundable() throws Exception {
        return lily.session().book().refundable(original.id()).orElseThrow();
    }

    private static Memo memo(PaymentId id) {
        return Memo.of("refund:" + id).orElseThrow();
    }
}
