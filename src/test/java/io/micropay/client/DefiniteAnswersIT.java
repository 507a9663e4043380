package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.SignedText;
import io.micropay.testing.Opened;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Orders that a wallet has signed, and that it does not know the end of.
class DefiniteAnswersIT {

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private TestServer server;
    private Person joanne;

    @BeforeEach
    void joanneHasTwoThousand() throws Exception {
        server = TestServer.start();
        // A test may start another on the same ledger.
        opened.add(() -> server.close());
        joanne = opened.add(Person.of(server, "Joanne", "2000", home));
    }

    @Test
    void whileAnOrderIsOpenItHasNoSubstituteUnlessThePersonSaysSo() throws Exception {
        Person lily = opened.add(Person.listening(server, "Lily", new AcceptancePolicy.All(), home));
        SignedOrder left = joanne.leavesOpen("Lily", "7");

        assertThat(joanne.pay("lily", "7")).isEqualTo(new NotPaid(new Obstacle.SameOrderOpen(left.order())));
        assertThat(joanne.notices()).doesNotContain("open 7", "sent 7");
        assertThat(joanne.pay("Lily", "7.000001")).isInstanceOf(Paid.class);
        assertThat(joanne.payAnyway("Lily", "7")).isInstanceOf(Paid.class);
        assertThat(lily.balance()).isEqualTo(Person.amount("14.000001"));
        assertThat(states())
                .containsExactly(new PaymentState.Open(), new PaymentState.Committed(), new PaymentState.Committed());
    }

    @Test
    void orderThatIsCancelledIsNeverPaidAndMayHaveASubstitute() throws Exception {
        Person lily = opened.add(Person.listening(server, "Lily", new AcceptancePolicy.All(), home));
        SignedOrder left = joanne.leavesOpen("Lily", "7");

        assertThat(joanne.session().book().cancel(left.order().id()))
                .contains(new OwnPayment(left.order(), new PaymentState.Cancelled("")));
        lily.session().exit();
        assertThat(submitted(left)).startsWith("TRANS FAIL#CANCELLED");
        assertThat(joanne.session().book().cancel(left.order().id()))
                .contains(new OwnPayment(left.order(), new PaymentState.Cancelled("")));
        assertThat(joanne.pay("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline()));
    }

    @Test
    void orderThatWasPaidMeanwhileCannotBeCancelledAndHasItsReceipt() throws Exception {
        opened.add(Person.of(server, "Lily", "0", home)).session().exit();
        SignedOrder left = joanne.leavesOpen("Lily", "7");
        assertThat(submitted(left)).startsWith("TRANS OK#");

        assertThat(joanne.session().book().cancel(left.order().id()))
                .contains(new OwnPayment(left.order(), new PaymentState.Committed()));
        assertThat(joanne.kept("receipts")).hasSize(1);
        assertThat(joanne.kept("open")).isEmpty();
    }

    private SignedOrder paidWhileTheWalletIsAway() throws Exception {
        opened.add(Person.of(server, "Lily", "0", home)).session().exit();
        SignedOrder left = joanne.leavesOpen("Lily", "7");
        joanne.session().exit();
        submitted(left);
        return left;
    }

    /// A command of a script, logged in with the same wallet.
    private Person script() throws Exception {
        Person script = opened.add(Person.script(server, "Joanne", home));
        script.logIn(0, new AcceptancePolicy.All());
        return script;
    }

    @Test
    void whatWasPaidWhileTheWalletWasAwayIsToldAndKeptAtTheNextConnection() throws Exception {
        SignedOrder left = paidWhileTheWalletIsAway();

        Person returned = opened.add(Person.connect(server, "Joanne", home));
        assertThat(returned.notices()).contains("earlier 7 paid");
        assertThat(returned.kept("receipts")).hasSize(1);
        returned.logIn(0, new AcceptancePolicy.All());
        assertThat(returned.pay("Lily", "7"))
                .as("who comes back to pay it once more has not heard of it")
                .isEqualTo(new NotPaid(new Obstacle.SameOrderPaid(left.order())));
        assertThat(returned.payAnyway("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline()));
        assertThat(returned.pay("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline()));
        assertThat(opened.add(Person.connect(server, "Joanne", home)).notices()).doesNotContain("earlier 7 paid");
    }

    /// What another command was told of, the one that pays the same has not heard.
    @Test
    void whatNoScriptHasHeardOfIsNotPaidOnceMore() throws Exception {
        SignedOrder left = paidWhileTheWalletIsAway();
        Person another = script();
        assertThat(another.notices()).contains("earlier 7 paid");
        assertThat(another.pay("Lily", "8")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline()));
        another.session().exit();

        Person same = script();
        assertThat(same.pay("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.SameOrderPaid(left.order())));
        assertThat(same.kept("open")).isEmpty();
        same.session().exit();

        Person told = script();
        assertThat(told.pay("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.PayeeNotOnline()));
    }

    /// A list, a refund of something else: neither says that whoever pays next has heard of it.
    @Test
    void whatOtherCommandsOfAScriptLookAtIsNotPaidOnceMore() throws Exception {
        SignedOrder left = paidWhileTheWalletIsAway();
        Person another = script();
        assertThat(another.session().book().payments(10))
                .containsExactly(new OwnPayment(left.order(), new PaymentState.Committed()));
        assertThat(another.session().book().refundable(PaymentId.next())).isEmpty();
        assertThat(another.notices()).containsOnlyOnce("earlier 7 paid");
        another.session().exit();

        Person same = script();
        assertThat(same.pay("Lily", "7")).isEqualTo(new NotPaid(new Obstacle.SameOrderPaid(left.order())));
    }

    @Test
    void orderThatWasRefusedStaysOpenForItCouldBePaidStill() throws Exception {
        opened.add(Person.of(server, "Lily", "0", home)).session().exit();
        SignedOrder left = joanne.leavesOpen("Lily", "2001");
        assertThat(submitted(left)).startsWith("TRANS FAIL#INSUFFICIENT");

        assertThat(opened.add(Person.connect(server, "Joanne", home)).notices()).contains("earlier 2001 open");
        assertThat(joanne.pay("Lily", "2001")).isEqualTo(new NotPaid(new Obstacle.SameOrderOpen(left.order())));
    }

    @Test
    void orderIsOpenUntilTheServersClockIsAMinutePastItsExpiry() throws Exception {
        SignedOrder left = joanne.leavesOpen("Lily", "7");
        joanne.session().exit();

        assertThat(openedLater(Duration.ofMinutes(6).minusSeconds(5)).notices()).contains("earlier 7 open");
        Person later = openedLater(Duration.ofMinutes(6).plusSeconds(1));
        assertThat(later.notices()).contains("earlier 7 not paid");
        assertThat(later.session().book().payments(10))
                .containsExactly(new OwnPayment(left.order(), new PaymentState.Lapsed()));
    }

    @Test
    void walletThatCannotReadItsJournalSignsNothing() throws Exception {
        opened.add(Person.listening(server, "Lily", new AcceptancePolicy.All(), home));
        joanne.leavesOpen("Lily", "7");
        Files.writeString(joanne.kept("open").getFirst(), "nonsense");

        assertThat(joanne.pay("Lily", "8"))
                .isInstanceOfSatisfying(
                        NotPaid.class,
                        notPaid -> assertThat(notPaid.obstacle()).isInstanceOf(Obstacle.JournalUnreadable.class));
        assertThat(joanne.notices()).doesNotContain("sent 8");
        assertThat(opened.add(Person.connect(server, "Joanne", home)).notices()).contains("unreadable journal");
    }

    @Test
    void ordersOfOthersCannotBeCancelled() throws Exception {
        SignedOrder left = joanne.leavesOpen("Lily", "7");
        Person lily = opened.add(Person.of(server, "Lily", "0", home));

        assertThat(lily.session().book().cancel(left.order().id())).isEmpty();
    }

    private List<PaymentState> states() throws Exception {
        return joanne.session().book().payments(10).stream()
                .map(OwnPayment::state)
                .toList();
    }

    /// What the server answers a payee who countersigns the order after all.
    private String submitted(SignedOrder left) {
        byte[] text = SignedText.acceptance(server.certificates().ledgerId(), left.order(), left.payerSignature());
        Base64Url acceptance =
                Base64Url.of(server.certificates().account("Lily").signingKey().sign(text));
        try (TestClient lily = server.greeted("Lily")) {
            lily.askForStatus("LOGIN#Lily#0#TAKEOVER");
            return lily.ask(TestPayments.trans(new CoSignedPayment(left.order(), left.payerSignature(), acceptance)));
        }
    }

    /// Joanne, connected to a server of the same ledger whose clock is ahead.
    private Person openedLater(Duration ahead) throws Exception {
        server.stop();
        server = TestServer.with()
                .folder(server.folder())
                .clock(Clock.offset(Clock.systemUTC(), ahead))
                .start();
        return opened.add(Person.connect(server, "Joanne", home));
    }
}
