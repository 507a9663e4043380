package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentOrder;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server whose disk is full says so, goes on, and loses nothing.
@Drill
class FullDiskIT {

    /// A small disk for the ledger, and two servers on it, one after the other.
    private static final String TWICE_ON_A_SMALL_DISK =
            "mkdir data; mount -t tmpfs -o size=2m,mode=700 tmpfs data; \"$@\" || true; exec \"$@\"";

    private static final int LEFT_BYTES = 100_000;
    private static final int PAYMENTS_MAX = 200;
    private static final List<String> PEOPLE = List.of("Joanne", "Lily");

    @TempDir
    Path home;

    private final TestPayments payments = new TestPayments(TestCertificates.shared());
    private final Book book = new Book();

    @Test
    void serverOnAFullDiskIsBusyAndWorksAgainWhenThereIsSpace() throws IOException {
        PrivateMounts.requireUsable();
        try (PackagedServer server = PackagedServer.in(home)
                .under(PrivateMounts.running(TWICE_ON_A_SMALL_DISK))
                .options("--opening-deposit-max", "1000")
                .start()) {
            Path disk =
                    Path.of("/proc/" + server.processHandle().pid() + "/root").resolve("." + home + "/data");
            try (TestClient joanne = server.greeted("Joanne");
                    TestClient lily = server.greeted("Lily")) {
                assertThat(joanne.ask("REGISTER#Joanne#1000")).isEqualTo("100 OK");
                assertThat(lily.ask("REGISTER#Lily#0")).isEqualTo("100 OK");
                Load.logIn(lily, "Lily");
                Files.write(disk.resolve("filler"), new byte[freeBytes(disk) - LEFT_BYTES]);

                Attempt refused = payUntilBusy(lily);
                assertThat(joanne.ask("STATUS#" + refused.order().id())).isEqualTo("NEVER_SEEN");
                assertThat(joanne.ask("CANCEL#"
                                + payments.order("Joanne", "1", "Lily").id()))
                        .startsWith("TRANS FAIL#BUSY#");
                assertThat(joanne.ask("BALANCE"))
                        .isEqualTo("BALANCE#" + (1000 - book.proofs().size()));
                assertThat(server.errors()).containsOnlyOnce("nothing can be written now");

                Files.delete(disk.resolve("filler"));
                refused.make(lily);
                assertThat(refused.answer()).startsWith("TRANS OK#");
                book.note(List.of(refused));
                assertThat(server.errors()).containsOnlyOnce("writing works again");
            }
            server.signal("KILL").awaitReady(2);
            try (Audit audit = new Audit(server, book, PEOPLE)) {
                audit.checkStatus(book.orders());
                audit.checkHistories();
            }
        }
    }

    private static int freeBytes(Path disk) throws IOException {
        return Math.toIntExact(Files.getFileStore(disk).getUsableSpace());
    }

    private Attempt payUntilBusy(TestClient lily) {
        for (int i = 0; i < PAYMENTS_MAX; i++) {
            PaymentOrder order = payments.order("Joanne", "1", "Lily");
            Attempt attempt = new Attempt(order, TestPayments.trans(payments.sign(order)));
            attempt.make(lily);
            if (attempt.answer().startsWith("TRANS FAIL#BUSY#")) {
                return attempt;
            }
            book.note(List.of(attempt));
        }
        throw new AssertionError("the disk was not full after " + PAYMENTS_MAX + " payments");
    }
}
