package io.micropay.ledger.jdbc;

import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerException;
import io.micropay.ledger.LedgerLimits;
import io.micropay.ledger.Registration;
import io.micropay.ledger.Transfer;
import io.micropay.ledger.TransferOutcome;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A process of its own that pays from Joanne to Lily, and says so: `PAID <id>` once a payment is acknowledged.
///
/// Its arguments are the ledger's file, how many payments each payer makes, and how many payers there are.
final class LedgerProcess {

    private final Ledger ledger;

    private LedgerProcess(Ledger ledger) {
        this.ledger = ledger;
    }

    public static void main(String[] args) throws Exception {
        try {
            Ledger ledger = new Ledger(
                    SqliteStore.open(Path.of(args[0])),
                    LedgerLimits.standard(Amount.MAX),
                    Clock.systemUTC(),
                    LedgerProcess::stop);
            say("OPEN");
            new LedgerProcess(ledger).pay(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            say("DONE");
            ledger.close();
            say("CLOSED");
        } catch (LedgerException failure) {
            say("FAILED " + failure.getMessage());
        }
    }

    private static void stop(Throwable failure) {
        say("STOPPED " + failure.getMessage());
        Runtime.getRuntime().halt(1);
    }

    private static void say(String line) {
        System.out.println(line);
    }

    /// Starts the process, under a command like strace if one is given.
    static Process start(List<String> under, List<String> options, Path file, int payments, int payers)
            throws IOException {
        List<String> command = new ArrayList<>(under);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LedgerProcess.class.getName()));
        command.addAll(List.of(file.toString(), Integer.toString(payments), Integer.toString(payers)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static Account account(Ledger ledger, String name) throws Exception {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        String keyHash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        AccountName accountName = AccountName.parse(name).orElseThrow();
        Registration registration = ledger.register(
                accountName, key, keyHash, Amount.parse("1000000").orElseThrow());
        return registration instanceof Registration.Registered registered
                ? registered.account()
                : ledger.account(accountName).orElseThrow();
    }

    private void pay(int payments, int payers) throws Exception {
        Account joanne = account(ledger, "Joanne");
        Account lily = account(ledger, "Lily");
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < payers; i++) {
            threads.add(Thread.ofVirtual().start(() -> payInTurn(joanne, lily, payments)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void payInTurn(Account payer, Account payee, int payments) {
        for (int i = 0; i < payments; i++) {
            PaymentOrder order = new PaymentOrder(
                    payer.name(),
                    new Amount(1),
                    payee.name(),
                    PaymentId.next(),
                    Timestamp.ofEpochMillis(ledger.now() + 60_000),
                    Memo.EMPTY);
            Base64Url signature = Base64Url.of(new byte[256]);
            if (ledger.commit(new Transfer(payer, payee, order, signature, signature))
                    instanceof TransferOutcome.Posted) {
                say("PAID " + order.id());
            }
        }
    }
}
