package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that has the ledger's certificate, but tells a history that the ledger has not signed.
class UntrueHistoryIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

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
                    channel.write("Connection accepted!\nHandler assigned!");
                    channel.readLine();
                    channel.write(ScriptedServer.hello(List.of(), Optional.empty()));
                    channel.readLine();
                    channel.write(proofs.size() + "\nCOMMITTED#" + String.join("\nCOMMITTED#", proofs));
                    channel.readLine();
                });
                WalletSession session = WalletSession.open(
                        server.address(),
                        new Wallet(CERTIFICATES.account("Joanne"), new WalletFolder(home)),
                        new RecordedNotices(true))) {
            return session.book().history(10);
        }
    }
}
