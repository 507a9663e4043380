package io.micropay.cli;

import io.micropay.audit.Micros;
import io.micropay.ledger.Account;
import io.micropay.ledger.ArchivedAccount;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerArchive.Snapshot;
import io.micropay.ledger.LedgerStore;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay ledger balance`: what an account has, or what all of them have.
@Command(
        name = "balance",
        description = "Show what an account has; without a name, what all have, and their sum.",
        footer = {
            "",
            "Exit codes: 0 shown, 1 there is no such account, 2 wrong usage, 69 the ledger is out of reach or busy, 74"
                    + " it cannot be read, 78 its database does not let you in, or a password file does not fit."
        })
final class LedgerBalanceCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            converter = AccountNameConverter.class,
            description = "The account (@treasury is where deposits come from).")
    private @Nullable AccountName name;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException {
        PrintWriter out = spec.commandLine().getOut();
        try (LedgerArchive archive = LedgerArchives.open(ledger.location())) {
            if (name == null) {
                listAll(archive, out);
            } else {
                out.println(Micros.text(balance(archive, name)));
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static long balance(LedgerArchive archive, AccountName wanted) throws CliException {
        try (LedgerStore.Reader reader = archive.openReader()) {
            return reader.balanceMicros(LedgerAccounts.find(reader, wanted).number());
        }
    }

    /// A line of the list.
    private record Line(String name, String amount) {}

    /// People by their names, then the treasury and the sum, which is zero in a ledger that is right.
    private static void listAll(LedgerArchive archive, PrintWriter out) {
        List<ArchivedAccount> accounts = new ArrayList<>();
        Map<Long, Long> balances = new HashMap<>();
        try (Snapshot snapshot = archive.snapshot()) {
            snapshot.accounts(accounts::addAll);
            snapshot.positions(page -> page.forEach(position -> balances.put(position.account(), position.balance())));
        }
        accounts.sort(Comparator.comparing((ArchivedAccount account) -> account.number() == Account.TREASURY_NUMBER)
                .thenComparing(ArchivedAccount::nameKey));
        List<Line> lines = new ArrayList<>();
        for (ArchivedAccount account : accounts) {
            lines.add(new Line(
                    PlainText.shown(account.name()), Micros.text(balances.getOrDefault(account.number(), 0L))));
        }
        long sum = balances.values().stream().mapToLong(Long::longValue).sum();
        lines.add(new Line("sum", Micros.text(sum)));
        print(lines, out);
    }

    private static void print(List<Line> lines, PrintWriter out) {
        int nameWidth =
                lines.stream().mapToInt(line -> line.name().length()).max().orElse(1);
        int amountWidth =
                lines.stream().mapToInt(line -> line.amount().length()).max().orElse(1);
        String format = "%-" + nameWidth + "s  %" + amountWidth + "s%n";
        lines.forEach(line -> out.print(String.format(Locale.ROOT, format, line.name(), line.amount())));
    }
}
