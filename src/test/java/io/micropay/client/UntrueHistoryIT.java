package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.net.LineChannel;
import io.micropay.net.WireException;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import io.micropay.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that has the ledger's certificate, but tells a history that the ledger has not signed.
class UntrueHistoryIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    @Test
    void whatTheLedgerSignedIsBelieved() throws Exception {
        assertThat(told(List.of(deposit()))).hasSize(1);
    }

    @Test
    void whatTheLedgerHasNotSignedIsNot() {
        assertUntrusted(proof -> proof.replaceFirst("@treasury#5#", "@treasury#500#"));
        assertUntrusted(proof -> proof.substring(0, proof.length() - 4) + "AAAA");
        assertUntrusted(proof -> "nonsense");
    }

    @Test
    void samePaymentTwiceIsNoHistory() {
        String deposit = deposit();

        assertThat(trouble(List.of(deposit, deposit))).isEqualTo(Trouble.UNTRUSTED);
    }

    /// Anybody can say in a memo that a payment is a refund.
    @Test
    void refundOfWhatNobodyHasPaidIsNotLookedForInAllThatWasPaid() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(channel -> {
                    greet(channel);
                    channel.readLine();
                    channel.write("1\nCOMMITTED#" + claim());
                    asked.add(channel.readLine());
                    channel.write("NEVER_SEEN");
                    asked.add(channel.readLine());
                });
                WalletSession session = open(server)) {
            assertThat(session.book().history(1))
                    .singleElement()
                    .extracting(HistoryEntry::refunded)
                    .isEqualTo(Optional.empty());
            session.leave();
            assertThat(asked).element(0).asString().startsWith("STATUS#").endsWith("#Joanne");
            await().untilAsserted(() -> assertThat(asked).element(1).isEqualTo("EXIT"));
        }
    }

    /// The proof of a payment to Joanne that calls itself a refund.
    private static String claim() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "0")) {
            server.newcomer("Lily", "5").close();
            TestPayments payments = new TestPayments(CERTIFICATES);
            String memo = TestPayments.memo("refund:" + PaymentId.next());
            PaymentOrder order = TestPayments.with(payments.order("Lily", "1", "Joanne"), "memo", memo);
            return joanne.ask(TestPayments.trans(payments.sign(order))).replaceFirst("TRANS OK#", "");
        }
    }

    private void assertUntrusted(UnaryOperator<String> forgery) {
        assertThat(trouble(List.of(forgery.apply(deposit())))).isIn(Trouble.UNTRUSTED, Trouble.LOST);
    }

    private Trouble trouble(List<String> proofs) {
        return catchThrowableOfType(ConnectionException.class, () -> told(proofs))
                .trouble();
    }

    /// The proof of an opening deposit of five, by the ledger.
    private static String deposit() {
        try (TestServer server = TestServer.start();
                TestClient joanne = server.newcomer("Joanne", "5")) {
            joanne.send("HISTORY#0#1").expect("1");
            return joanne.read().replaceFirst("COMMITTED#", "");
        }
    }

    /// What a wallet makes of these proofs.
    private List<HistoryEntry> told(List<String> proofs) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(channel -> {
                    greet(channel);
                    channel.readLine();
                    channel.write(proofs.size() + "\nCOMMITTED#" + String.join("\nCOMMITTED#", proofs));
                    channel.readLine();
                });
                WalletSession session = open(server)) {
            return session.book().history(10);
        }
    }

    private static void greet(LineChannel channel) throws IOException, WireException {
        channel.write("Connection accepted!\nHandler assigned!");
        channel.readLine();
        channel.write(ScriptedServer.hello(List.of(), Optional.empty()));
    }

    private WalletSession open(ScriptedServer server) throws ConnectionException {
        return WalletSession.open(
                server.address(),
                new Wallet(CERTIFICATES.account("Joanne"), new WalletFolder(home)),
                new RecordedNotices(true));
    }
}
