package io.micropay.cli;

import io.micropay.ledger.Account;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerStore;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.AccountName;
import io.micropay.money.Memo;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay ledger history`: an account's transfers, newest first.
@Command(
        name = "history",
        description = "Show an account's transfers, newest first: number, time, amount, other side and memo.",
        footer = {
            "",
            "Exit codes: 0 shown, 1 there is no such account, 2 wrong usage, 69 the ledger is out of reach or busy, 74"
                    + " it cannot be read, 78 its database does not let you in, or a password file does not fit."
        })
final class LedgerHistoryCommand implements Callable<Integer> {

    private static final int PAGE = 100;

    @Parameters(
            paramLabel = "NAME",
            converter = AccountNameConverter.class,
            description = "The account (@treasury is where deposits come from).")
    private AccountName name;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many transfers at most (${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be at least 1, not " + count);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (LedgerArchive archive = LedgerArchives.open(ledger.location());
                LedgerStore.Reader reader = archive.openReader()) {
            show(reader, LedgerAccounts.find(reader, name), out);
        } catch (IllegalArgumentException notOfTheForm) {
            throw new CliException(
                    "the ledger is damaged: " + notOfTheForm.getMessage(),
                    "micropay ledger verify tells where",
                    ExitCode.IO_ERROR,
                    notOfTheForm);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private void show(LedgerStore.Reader reader, Account account, PrintWriter out) {
        long before = Long.MAX_VALUE;
        int left = count;
        List<PostedTransfer> page;
        do {
            page = reader.history(account.number(), before, Math.min(left, PAGE));
            for (PostedTransfer transfer : page) {
                out.println(line(transfer, account.name()));
                before = transfer.seq();
            }
            left -= page.size();
        } while (left > 0 && page.size() == PAGE);
    }

    private static String line(PostedTransfer transfer, AccountName account) {
        List<String> fields = List.of(transfer.record().split("#", -1));
        String payer = fields.get(1);
        boolean paid = payer.equals(account.text())
                || AccountName.parse(payer).filter(account::equals).isPresent();
        String memo = Memo.parse(fields.get(6)).map(Memo::text).orElse(fields.get(6));
        String line = String.format(
                Locale.ROOT,
                "%8d  %s  %14s  %s %s",
                transfer.seq(),
                fields.get(7),
                (paid ? "-" : "+") + fields.get(2),
                paid ? "to" : "from",
                paid ? fields.get(3) : payer);
        return memo.isEmpty() ? line : line + "  \"" + PlainText.shown(memo) + "\"";
    }
}
