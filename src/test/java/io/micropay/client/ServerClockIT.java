package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.PaymentResult.NotPaid;
import io.micropay.client.PaymentResult.Paid;
import io.micropay.ledger.TestClock;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.ntp.ClockCheck;
import io.micropay.ntp.Deviation;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody sets a clock while wallets are connected: the server's, which decides expiries, or their own.
class ServerClockIT {

    @TempDir
    private Path home;

    private final TestClock clock = new TestClock(Instant.now());

    /// There and back again: orders and their judges go by what the server says now.
    @ParameterizedTest
    @CsvSource({"2, true", "-2, true", "2, false", "-2, false"})
    void walletsPayAndArePaidWhateverTheServersClockDoes(int hours, boolean straight) throws Exception {
        AcceptancePolicy all = new AcceptancePolicy.All();
        try (TestServer server = TestServer.with().clock(clock).start();
                Person joanne = Person.of(server, "Joanne", "10", home);
                Person lily =
                        straight ? Person.listening(server, "Lily", all, home) : Person.connect(server, "Lily", home)) {
            if (!straight) {
                lily.session().register(Person.name("Lily"), Person.amount("0"));
                lily.logIn(0, all);
            }
            assertThat(joanne.pay("Lily", "1")).isInstanceOf(Paid.class);

            clock.move(Duration.ofHours(hours));
            assertThat(joanne.pay("Lily", "2")).isInstanceOf(Paid.class);

            clock.move(Duration.ofHours(-hours));
            assertThat(joanne.pay("Lily", "3")).isInstanceOf(Paid.class);
            assertThat(joanne.session().isOpen()).isTrue();
            assertThat(lily.balance()).isEqualTo(Person.amount("6"));
        }
    }

    /// A wallet counts on from the time that it was told, and the server's clock may stand still meanwhile, or be set.
    @Test
    void orderIsGivenUpByTheClockThatTheServerHasNow() throws Exception {
        try (TestServer server = TestServer.with().clock(clock).start();
                Person joanne = Person.of(server, "Joanne", "10", home)) {
            Person.of(server, "Lily", "0", home).session().exit();
            PaymentIntent seven = new PaymentIntent(Person.name("Lily"), Person.amount("7"), Memo.EMPTY, false)
                    .named(Optional.of(PaymentId.next()), Optional.empty());
            SignedOrder left = joanne.leavesOpen(seven, Duration.ofMinutes(6));
            long over =
                    left.order().expires().epochMillis() + Duration.ofMinutes(1).toMillis();
            await().until(() -> joanne.session().ledger().now() > over);

            assertThat(joanne.session().book().payments(1))
                    .extracting(OwnPayment::state)
                    .containsExactly(new PaymentState.Open());

            clock.move(Duration.ofMinutes(1));
            assertThat(joanne.session().book().payments(1))
                    .extracting(OwnPayment::state)
                    .containsExactly(new PaymentState.Lapsed());
        }
    }

    @Test
    void payerWithAWrongClockSignsNoOrder() throws Exception {
        AtomicReference<Optional<Deviation>> wrong = new AtomicReference<>(Optional.of(new Deviation(40_000)));
        try (TestServer server = TestServer.start();
                Person joanne = Person.minding(server, "Joanne", "10", wrong::get, new AcceptancePolicy.All(), home);
                Person lily = Person.listening(server, "Lily", new AcceptancePolicy.All(), home)) {
            assertThat(joanne.pay("Lily", "1")).isEqualTo(new NotPaid(new Obstacle.ClockWrong(new Deviation(40_000))));
            assertThat(joanne.session().book().payments(10)).isEmpty();

            wrong.set(Optional.empty());
            assertThat(joanne.pay("Lily", "1")).isInstanceOf(Paid.class);
            assertThat(lily.balance()).isEqualTo(Person.amount("1"));
        }
    }

    @Test
    void payeeWithAWrongClockAcceptsNoOrder() throws Exception {
        AtomicReference<Optional<Deviation>> wrong = new AtomicReference<>(Optional.of(new Deviation(40_000)));
        ClockCheck check = wrong::get;
        try (TestServer server = TestServer.start();
                Person joanne = Person.of(server, "Joanne", "10", home);
                Person lily = Person.minding(server, "Lily", "0", check, new AcceptancePolicy.All(), home)) {
            assertThat(joanne.pay("Lily", "1"))
                    .isEqualTo(new NotPaid(new Obstacle.Declined("the payee's clock is wrong")));

            wrong.set(Optional.empty());
            assertThat(joanne.pay("Lily", "1")).isInstanceOf(Paid.class);
            assertThat(lily.balance()).isEqualTo(Person.amount("1"));
        }
    }
}
