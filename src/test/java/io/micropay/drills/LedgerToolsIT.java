package io.micropay.drills;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Certificates;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.payment.ReceiptKeys;
import io.micropay.testing.Drill;
import io.micropay.testing.PackagedServer;
import io.micropay.testing.PackagedServer.Ended;
import io.micropay.testing.ProofChain;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestPayments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's tools beside a packed server that works, and after it was killed.
@Drill
class LedgerToolsIT {

    private static final int PAYMENTS_EACH = 150;

    @TempDir
    Path home;

    @Test
    void backupUnderLoadIsRestoredAndKnownToBeOlderThanWhatPeopleHold() throws Exception {
        Load load = Load.prepare(PAYMENTS_EACH, new Random(1));
        String later;
        try (PackagedServer server = start()) {
            Load.registerEverybody(server);
            load.run(server, () -> {
                assertThat(LedgerTool.run(home, "verify").errors()).isEmpty();
                assertThat(LedgerTool.run(home, "backup", "backup.db").errors()).isEmpty();
            });
            later = pay(server);
            server.kill();
        }
        assertThat(home.resolve("data/ledger.db-wal")).isNotEmptyFile();
        Ended killed = LedgerTool.run(home, "verify");
        assertThat(killed.errors()).isEmpty();
        assertThat(killed.exitCode()).isZero();
        Files.writeString(home.resolve("receipt.json"), receipt(later));
        assertThat(LedgerTool.run(home, "verify", "--receipt", "receipt.json").output())
                .contains("ok      1 kept receipt agrees with it\n");

        Ended restored = LedgerTool.run(home, "restore", "backup.db", "--data-dir", "restored");
        assertThat(restored.errors()).isEmpty();
        assertThat(restored.output()).startsWith("Restored ");
        assertThat(LedgerTool.run(home, "verify", "--data-dir", "restored").exitCode())
                .isZero();
        Ended contradicted = LedgerTool.run(home, "verify", "--data-dir", "restored", "--receipt", "receipt.json");
        assertThat(contradicted.exitCode()).isEqualTo(1);
        assertThat(contradicted.errors())
                .startsWith("micropay: error: the ledger is wrong: transfer ")
                .contains(": it is missing: the receipt receipt.json proves transfer " + ProofChain.seq(later)
                        + ", and the ledger ends at ");

        ProofChain chain = LedgerFile.check(home.resolve("restored"));
        try (PackagedServer server = PackagedServer.in(home)
                        .options("--data-dir", "restored")
                        .start();
                TestClient ada = server.greeted("Ada")) {
            assertThat(ada.ask("BALANCE"))
                    .isEqualTo("BALANCE#" + new Amount(chain.balances().getOrDefault("Ada", 0L)));
        }
    }

    private PackagedServer start() {
        return PackagedServer.in(home)
                .options("--opening-deposit-max", Load.DEPOSIT)
                .start();
    }

    /// One more payment, and its proof.
    private static String pay(PackagedServer server) {
        var payments = new TestPayments(TestCertificates.shared());
        try (TestClient ben = server.greeted("Ben")) {
            Load.logIn(ben, "Ben");
            String answer = ben.ask(TestPayments.trans(payments.sign(payments.order("Ada", "0.5", "Ben"))));
            assertThat(answer).startsWith("TRANS OK#");
            return answer.substring("TRANS OK#".length());
        }
    }

    /// The file in which a wallet keeps a proof.
    private static String receipt(String proof) {
        TestCertificates certificates = TestCertificates.shared();
        ReceiptKeys keys = new ReceiptKeys(
                key("Ada"),
                key("Ben"),
                Base64Url.of(Certificates.encoded(certificates.ledger().certificate())));
        return ReceiptFile.of(certificates.ledgerId(), Receipt.parse(proof).orElseThrow(), keys)
                .toJson();
    }

    private static Base64Url key(String person) {
        return Base64Url.of(
                TestCertificates.shared().account(person).verificationKey().encoded());
    }

    @Test
    void ledgerOnAReadOnlyDiskIsVerified() throws IOException {
        PrivateMounts.requireUsable();
        closedLedger();
        String readOnly = "mount --bind data data; mount -o remount,bind,ro data; exec \"$@\"";

        Ended verified = LedgerTool.under(home, Arrays.asList(PrivateMounts.running(readOnly)), "verify");

        assertThat(verified.errors()).isEmpty();
        assertThat(verified.output()).contains("All is right.");
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ledger.db", "ledger.lock");
        }
    }

    @Test
    void backupOnAFullDiskIsNotMade() throws IOException {
        PrivateMounts.requireUsable();
        closedLedger();
        Files.createDirectory(home.resolve("disk"));
        String full = "mount -t tmpfs -o size=32k tmpfs disk; \"$@\" || { code=$?; ls -A disk; exit $code; }";

        Ended refused = LedgerTool.under(home, Arrays.asList(PrivateMounts.running(full)), "backup", "disk/backup.db");

        assertThat(refused.exitCode()).isEqualTo(74);
        assertThat(refused.errors())
                .isEqualTo("micropay: error: no space left for the ledger "
                        + home.toRealPath().resolve("disk/backup.db") + "\n");
        assertThat(refused.output()).isEmpty();
    }

    @Test
    void exportIsUtf8WhateverTheTerminalSpeaks() {
        closedLedger();

        Ended exported = LedgerTool.under(home, List.of("env", "LC_ALL=C"), "export", "--format", "csv");

        assertThat(exported.errors()).isEmpty();
        assertThat(exported.output()).contains(",café,");
    }

    @Test
    void exportIntoAClosedPipeEnds() {
        closedLedger();
        String closed = "{ \"$@\"; echo $? >&3; } 3>&2 | exec true";

        Ended exported = LedgerTool.under(home, List.of("sh", "-c", closed, "sh"), "export", "--format", "ndjson");

        assertThat(exported.errors()).endsWith("micropay: error: standard output cannot be written\n74\n");
    }

    private void closedLedger() {
        try (SignedLedger ledger = SignedLedger.in(home.resolve("data/ledger.db"))) {
            ledger.open("Ada", "100").open("Ben", "0");
            ledger.pay("Ada", "0.5", "Ben", "café");
        }
    }
}
