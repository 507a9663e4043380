package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.Consent;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.net.LineChannel;
import io.micropay.testing.Opened;
import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.ScriptedPayee;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestMerchant;
import io.micropay.testing.TestServer;
import io.micropay.wire.PeerMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Commands of the packed jar that pay, and are ended by a signal: whoever ends one while its order is out is told so.
@Timeout(90)
class InterruptedCommandIT {

    /// A shell without job control has what it starts in the background ignore SIGINT, and what that starts, too.
    private static final List<String> HEEDING_INT = List.of("env", "--default-signal=INT");

    @TempDir
    private Path home;

    @RegisterExtension
    private final Opened opened = new Opened();

    private final List<PaymentOrder> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean answering;
    private volatile @Nullable LineChannel hop;
    private TestServer server;

    @BeforeEach
    void joanneHasTen() {
        server = TestServer.start();
        server.certificates().writeTo(home.resolve("certs"), "Joanne");
        server.newcomer("Joanne", "10").leave();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    private String[] command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--name", "Joanne", "--server", "127.0.0.1:" + server.port()));
        command.addAll(List.of("--certs", home.resolve("certs").toString()));
        return command.toArray(String[]::new);
    }

    private PackagedCommand start(String... words) throws IOException {
        return PackagedCommand.under(HEEDING_INT, home, command(words));
    }

    private Invocation run(String... words) {
        String[] line = command(words);
        return Invocation.of(Main.commandLine(Map.of("HOME", home.toString()), line), line);
    }

    private void lilyListens() throws IOException {
        opened.add(ScriptedPayee.online(server, "Lily", this::consider));
    }

    /// Answers nothing, until it is to answer.
    private void consider(LineChannel channel, PeerMessage.Order order, ScriptedPayee lily) throws Exception {
        hop = channel;
        asked.add(order.order());
        if (answering) {
            channel.write(lily.accepted(order));
            channel.write(lily.submit(order));
        } else {
            channel.readLine();
        }
    }

    private PaymentOrder awaitOrder() {
        await().until(() -> !asked.isEmpty());
        return asked.getFirst();
    }

    private static String lastWord(PaymentOrder order) {
        return """
                micropay: error: interrupted: the payment of %s to %s may still go through; it can be paid until %s, its id is %s
                micropay: hint: micropay payments shows what became of it, and micropay cancel %s makes sure that it is not paid
                """.formatted(order.amount(), order.payee(), order.expires(), order.id(), order.id());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void payerWhoseOrderIsOutIsToldAndPaysOnceByTheSameId(String signal, int exitCode) throws Exception {
        String id = PaymentId.next().toString();
        lilyListens();
        try (PackagedCommand pay = start("pay", "Lily", "3", "--id", id)) {
            PaymentOrder order = awaitOrder();

            assertThat(pay.signal(signal).awaitEnd())
                    .isEqualTo(new Ended(exitCode, "", "You are paying Lily $3\n" + lastWord(order)));

            assertThat(run("payments", "--json").out()).contains("\"id\":\"" + id + "\",\"state\":\"open\"");
            answering = true;
            Invocation paid = run("pay", "Lily", "3", "--id", id, "--json");
            assertThat(paid.exitCode()).as(paid.err()).isZero();
            assertThat(run("pay", "Lily", "3", "--id", id, "--json").out()).isEqualTo(paid.out());
            assertThat(asked).containsExactly(order, order);
            assertThat(run("balance").out()).isEqualTo("7\n");
        }
    }

    @Test
    void buyerWhoseOrderIsOutIsTold() throws Exception {
        AcceptancePolicy undecided = new AcceptancePolicy.Ask((order, patience) -> {
            asked.add(order);
            over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Consent.Answer.NONE;
        });
        TestMerchant shop =
                opened.add(TestMerchant.open(server, "Cafe", TestMenus.HEADER + "101,,Tea,1.25,40\n", home));
        TestMerchant cafe = opened.add(shop.again(undecided));
        try (PackagedCommand buy = start("buy", "Cafe", "101:2", "--yes", "--json")) {
            PaymentOrder order = awaitOrder();

            Ended ended = buy.signal("INT").awaitEnd();

            assertThat(ended.exitCode()).isEqualTo(130);
            assertThat(ended.output()).isEmpty();
            assertThat(ended.errors()).endsWith("\n" + lastWord(order)).containsOnlyOnce("micropay: error:");
            assertThat(cafe.balance()).isEqualTo("0");
        }
    }

    /// Whoever answers at Lily's address does not greet, and no order is signed before.
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void whereNoOrderIsOutNothingIsSaid(String signal, int exitCode) throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestClient lily = server.greeted("Lily")) {
            lily.send("REGISTER#Lily#0").expect("100 OK");
            lily.askForStatus("LOGIN#Lily#" + mute.getLocalPort());
            try (PackagedCommand pay = start("pay", "Lily", "3")) {
                opened.add(mute.accept());

                assertThat(pay.signal(signal).awaitEnd())
                        .isEqualTo(new Ended(exitCode, "", "You are paying Lily $3\n"));
            }
        }
        assertThat(run("payments")).isEqualTo(new Invocation(0, "You have signed no orders.\n", ""));
    }

    /// What has an answer, if only that nobody knows, ends with that.
    @Test
    void commandThatEndsByItselfWasNotInterrupted() throws Exception {
        lilyListens();
        try (PackagedCommand pay = start("pay", "Lily", "3")) {
            awaitOrder();
            server.stop();
            Objects.requireNonNull(hop).abort();

            Ended ended = pay.awaitEnd();

            assertThat(ended.exitCode()).isEqualTo(69);
            assertThat(ended.errors())
                    .contains("nobody knows yet whether this was paid")
                    .doesNotContain("interrupted");
        }
    }

    /// Standard error is a pipe that nobody reads, and has room for what is announced, and for no more.
    @Test
    void whoReadsNothingDoesNotKeepItFromItsEnd() throws Exception {
        List<String> fullPipe =
                List.of("sh", "-c", "mkfifo full; exec 2<>full; head -c 65500 /dev/zero >&2; exec \"$@\"", "sh");
        lilyListens();
        try (PackagedCommand pay = PackagedCommand.under(fullPipe, home, command("pay", "Lily", "3"))) {
            awaitOrder();

            assertThat(pay.signal("TERM").awaitEnd().exitCode()).isEqualTo(143);
        }
    }
}
