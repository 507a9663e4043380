package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.AcceptanceRule.Accept;
import io.micropay.client.AcceptanceRule.Ask;
import io.micropay.client.AcceptanceRule.Decline;
import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.Opened;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Takes, asks about and declines orders as the payee has said, over a real peer connection.
class AcceptanceRulesIT {

    private static final AcceptancePolicy ALL = new AcceptancePolicy.All();

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path home;

    private final AtomicInteger questions = new AtomicInteger();
    private TestServer server;
    private Person joanne;

    @BeforeEach
    void joanneHasAHundred() throws Exception {
        server = opened.add(TestServer.start());
        joanne = opened.add(Person.of(server, "Joanne", "100", home));
    }

    @Test
    void payersRuleComesBeforeEverybodysAndThatBeforeThePolicy() throws Exception {
        Person lily = lily(ALL);
        keep(lily, "*", new Decline());
        assertThat(joanne.pay("Lily", "1")).isEqualTo(declined("the payee takes no payments of this payer"));

        keep(lily, "joanne", new Accept(Optional.empty()));
        assertThat(joanne.pay("Lily", "2")).isInstanceOf(Paid.class);
    }

    @Test
    void limitIsTheLargestAmountTakenWithoutAsking() throws Exception {
        Person lily = lily(ALL);
        keep(lily, "Joanne", new Accept(Optional.of(Person.amount("20"))));

        assertThat(joanne.pay("Lily", "20")).isInstanceOf(Paid.class);
        assertThat(joanne.pay("Lily", "20.000001"))
                .as("nobody is there to ask, and the policy is not asked")
                .isEqualTo(declined("the amount is above the payee's limit"));
    }

    @Test
    void aboveTheLimitAPersonIsAsked() throws Exception {
        Person lily = lily(new AcceptancePolicy.Attended(new AcceptancePolicy.None("no"), this::answer));
        keep(lily, "Joanne", new Accept(Optional.of(Person.amount("20"))));

        assertThat(joanne.pay("Lily", "20")).isInstanceOf(Paid.class);
        assertThat(questions).hasValue(0);
        assertThat(joanne.pay("Lily", "21")).isInstanceOf(Paid.class);
        assertThat(questions).hasValue(1);
    }

    @Test
    void whoeverSaysSoIsAskedAboutEachPayment() throws Exception {
        Person lily = lily(new AcceptancePolicy.Attended(ALL, this::answer));
        assertThat(joanne.pay("Lily", "1")).isInstanceOf(Paid.class);
        assertThat(questions).hasValue(0);

        keep(lily, "Joanne", new Ask());
        assertThat(joanne.pay("Lily", "2")).isInstanceOf(Paid.class);
        assertThat(questions).hasValue(1);
    }

    @Test
    void whereNobodyCanBeAskedItIsNoAcceptance() throws Exception {
        keep(lily(ALL), "Joanne", new Ask());

        assertThat(joanne.pay("Lily", "1")).isEqualTo(declined("the payee cannot be asked"));
    }

    @Test
    void rulesAreKeptForTheNextRun() throws Exception {
        Person lily = lily(ALL);
        keep(lily, "Joanne", new Decline());
        lily.session().exit();
        Person again = lily(ALL);

        assertThat(again.wallet().acceptance().all()).containsOnlyKeys("joanne");
        assertThat(joanne.pay("Lily", "1")).isInstanceOf(NotPaid.class);
        keep(again, "JOANNE", new Accept(Optional.of(Person.amount("0.5"))));
        assertThat(again.wallet().acceptance().all())
                .containsOnlyKeys("joanne")
                .containsValue(new Accept(Optional.of(Person.amount("0.5"))));
    }

    @Test
    void ruleThatIsDroppedLeavesWhatWasSaidAboutEverybodyAndThenThePolicy() throws Exception {
        Person lily = lily(ALL);
        keep(lily, "*", new Decline());
        keep(lily, "Joanne", new Accept(Optional.empty()));

        assertThat(lily.wallet().acceptance().forget(Optional.of(Person.name("JOANNE"))))
                .isTrue();
        assertThat(lily.wallet().acceptance().forget(Optional.of(Person.name("Joanne"))))
                .isFalse();
        assertThat(joanne.pay("Lily", "1")).isEqualTo(declined("the payee takes no payments of this payer"));
        assertThat(lily.wallet().acceptance().forget(Optional.empty())).isTrue();
        assertThat(joanne.pay("Lily", "2")).isInstanceOf(Paid.class);
        assertThat(lily.wallet().acceptance().all()).isEmpty();
    }

    @Test
    void ofRulesThatAreMadeAtTheSameMomentNoneIsLost() throws Exception {
        AcceptanceRules rules = lily(ALL).wallet().acceptance();
        List<Callable<Void>> changes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            AccountName payer = Person.name("payer" + i);
            changes.add(() -> {
                rules.keep(Optional.of(payer), new Decline());
                return null;
            });
        }

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> each : threads.invokeAll(changes)) {
                each.get();
            }
        }

        assertThat(rules.all()).hasSize(40);
    }

    @Test
    void walletThatCannotReadItsRulesTakesNothing() throws Exception {
        Person lily = lily(ALL);
        keep(lily, "Joanne", new Accept(Optional.empty()));
        Files.writeString(lily.kept("acceptance").getFirst(), "joanne perhaps\n");

        assertThat(joanne.pay("Lily", "1")).isEqualTo(declined("the payee cannot read its rules"));
    }

    private Person lily(AcceptancePolicy policy) throws Exception {
        return opened.add(Person.listening(server, "Lily", policy, home));
    }

    private Consent.Answer answer(PaymentOrder order, Duration patience) {
        questions.incrementAndGet();
        return Consent.Answer.ACCEPTED;
    }

    private static void keep(Person person, String payer, AcceptanceRule rule) throws IOException {
        person.wallet().acceptance().keep(payer.equals("*") ? Optional.empty() : Optional.of(Person.name(payer)), rule);
    }

    private static NotPaid declined(String reason) {
        return new NotPaid(new Obstacle.Declined(reason));
    }
}
