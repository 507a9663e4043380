package io.micropay.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micropay.ledger.Account;
import io.micropay.ledger.TestLedger;
import io.micropay.ledger.Transfer;
import io.micropay.ledger.TransferOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full for real: a small file system in memory, where the test may mount one.
class FullDiskTest {

    private static final long DISK_BYTES = 4_000_000;

    @TempDir
    Path folder;

    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", folder.toString());
        assumeThat(mounted).as("may mount a file system").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Test
    void fullDiskIsBusyAndSpaceMakesItGoOn() throws IOException {
        Path filler = folder.resolve("filler");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(folder.resolve("ledger.db")))) {
            Account joanne = test.open("Joanne", "10000");
            Account lily = test.open("Lily", "0");
            Files.write(filler, new byte[(int) DISK_BYTES * 3 / 4]);

            int paid = payUntilBusy(test, joanne, lily);
            Transfer next = test.transfer(joanne, "1", lily);
            assertThat(test.ledger().commit(next)).isEqualTo(new TransferOutcome.Busy());
            assertThat(test.balance(lily)).isEqualTo(Integer.toString(paid));

            Files.delete(filler);
            assertThat(TestLedger.posted(test.ledger().commit(next)).seq()).isEqualTo(paid + 2);
            assertThat(test.stop()).isNotDone();

            test.restart();
            assertThat(test.balance(test.account("Lily"))).isEqualTo(Integer.toString(paid + 1));
        }
    }

    @Test
    void ledgerClosedOnAFullDiskOpensAgain() throws IOException {
        Path filler = folder.resolve("filler");
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(folder.resolve("ledger.db")))) {
            Account joanne = test.open("Joanne", "10000");
            Account lily = test.open("Lily", "0");
            Files.write(filler, new byte[(int) DISK_BYTES * 3 / 4]);
            int paid = payUntilBusy(test, joanne, lily);

            test.restart();

            assertThat(test.balance(test.account("Lily"))).isEqualTo(Integer.toString(paid));
        }
    }

    private static int payUntilBusy(TestLedger test, Account payer, Account payee) {
        int paid = 0;
        while (paid < DISK_BYTES / 1_000
                && test.ledger().commit(test.transfer(payer, "1", payee)) instanceof TransferOutcome.Posted) {
            paid++;
        }
        assertThat(paid).isLessThan((int) DISK_BYTES / 1_000);
        return paid;
    }
}
