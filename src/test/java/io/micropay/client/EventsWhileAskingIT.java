package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.PaymentOrder;
import io.micropay.payment.CoSignedPayment;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ServerEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Events on a connection, with and without a request in hand.
class EventsWhileAskingIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final String TAKEN = "!RELAYED#01a1f85c-a7e3-7ca6-b5b8-c8e082ca588c#DECLINED#no";

    private final List<ServerEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void eventComesWhileNobodyAsks() throws Exception {
        TestPayments payments = new TestPayments(CERTIFICATES);
        PaymentOrder order = payments.order("Joanne", "10", "Lily");
        CoSignedPayment signed = payments.sign(order);
        try (TestServer server = TestServer.start();
                ServerConnection lily = connect(new ServerAddress("127.0.0.1", server.port()))) {
            server.newcomer("Joanne", "2000").leave();
            AccountName name = Person.name("Lily");
            lily.ask(new Request.Register(name, Amount.ZERO));
            lily.ask(new Request.Login(name, 0, false));
            lily.onEvent(events::add);
            assertThat(lily.ask(new Request.EventsOn())).isEqualTo(new Response.Ok());
            Response answer = lily.ask(new Request.Trans(order, signed.payerSignature(), signed.payeeSignature()));

            String proof = ((Response.TransOk) answer).proof();
            await().untilAsserted(
                            () -> assertThat(events).containsExactly(new ServerEvent.Paid(proof, Person.amount("10"))));
            assertThat(lily.ask(new Request.Balance())).isEqualTo(new Response.Balance(Person.amount("10")));
        }
    }

    @Test
    void eventComesWhileARequestIsInHand() throws Exception {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!");
                    channel.readLine();
                    channel.write(TAKEN);
                    heard.join();
                    channel.write("BALANCE#5");
                    channel.readLine();
                });
                ServerConnection lily = connect(server.address())) {
            lily.onEvent(event -> {
                events.add(event);
                heard.complete(null);
            });

            assertThat(lily.ask(new Request.Balance())).isEqualTo(new Response.Balance(Person.amount("5")));
            assertThat(events).hasSize(1);
        }
    }

    @Test
    void whoListensMayAskTheServer() throws Exception {
        CompletableFuture<Response> asked = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!");
                    channel.readLine();
                    channel.write("100 OK\n" + TAKEN);
                    channel.readLine();
                    channel.write("BALANCE#5");
                    channel.readLine();
                });
                ServerConnection lily = connect(server.address())) {
            lily.onEvent(event -> asked.complete(askUnchecked(lily)));
            lily.ask(new Request.EventsOn());

            assertThat(asked.get()).isEqualTo(new Response.Balance(Person.amount("5")));
        }
    }

    @Test
    void floodOfEventsEndsTheConnection() throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(channel -> {
                    channel.write("Connection accepted!\nHandler assigned!");
                    channel.readLine();
                    channel.write("100 OK");
                    for (int i = 0; i < EventQueue.WAITING_MAX + 2; i++) {
                        channel.write(TAKEN);
                    }
                    over.join();
                });
                ServerConnection lily = connect(server.address())) {
            lily.onEvent(event -> over.join());
            lily.ask(new Request.EventsOn());

            await().until(() -> !lily.isOpen());
            assertThat(catchThrowableOfType(ConnectionException.class, () -> lily.ask(new Request.Balance()))
                            .trouble())
                    .isEqualTo(Trouble.LOST);
        } finally {
            over.complete(null);
        }
    }

    private static Response askUnchecked(ServerConnection connection) {
        try {
            return connection.ask(new Request.Balance());
        } catch (ConnectionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerConnection connect(ServerAddress address) throws ConnectionException {
        return Dialler.of(address, CERTIFICATES.account("Lily")).connect(ConnectionNotices.NONE);
    }
}
