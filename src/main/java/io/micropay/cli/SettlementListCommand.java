package io.micropay.cli;

import io.micropay.client.shell.ReportJson;
import io.micropay.crypto.CryptoException;
import io.micropay.files.FileFailure;
import io.micropay.money.AccountName;
import io.micropay.server.SettlementFolder;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `micropay settlement list`: the days that are settled.
@Command(
        name = "list",
        description = "List the settled days: merchant, day, total, what differs, and when it was settled.",
        footer = {
            "",
            "Exit codes: 0 listed, 1 a report is not true, 2 wrong usage, 74 unreadable, 78 the CA is missing."
        })
final class SettlementListCommand implements Callable<Integer> {

    @Option(
            names = "--merchant",
            paramLabel = "NAME",
            converter = AccountNameConverter.class,
            description = "Only his.")
    private @Nullable AccountName merchant;

    @Option(names = "--json", description = "Print a JSON object for each on a line.", fallbackValue = "true")
    private boolean json;

    @Mixin
    private SettlementsOption settlements;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        SettlementFolder folder = settlements.existing();
        X509Certificate authority = certificates.folder().authorityCertificate();
        PrintWriter out = spec.commandLine().getOut();
        List<CliException> untrue = new ArrayList<>();
        for (SettlementFolder.Entry entry : entries(folder)) {
            if (merchant == null || merchant.equals(entry.merchant())) {
                try {
                    KeptReport kept = KeptReport.of(folder, entry.merchant(), entry.date(), authority);
                    out.print(json ? ReportJson.summary(kept.report(), kept.signedAt()) : line(kept));
                } catch (CliException notTrue) {
                    untrue.add(notTrue);
                }
            }
        }
        out.flush();
        return untrue.isEmpty() ? ExitCode.DONE : told(untrue);
    }

    /// Each has its line, and none keeps the others from being listed.
    private int told(List<CliException> untrue) throws CliException {
        PrintWriter err = spec.commandLine().getErr();
        for (CliException each : untrue.subList(0, untrue.size() - 1)) {
            err.println("micropay: error: " + each.getMessage());
        }
        throw untrue.getLast();
    }

    private static List<SettlementFolder.Entry> entries(SettlementFolder folder) throws CliException {
        try {
            return folder.entries();
        } catch (IOException unreadable) {
            throw new CliException(
                    "cannot list the settlements: " + FileFailure.detail(unreadable),
                    "check its owner and its mode",
                    ExitCode.IO_ERROR,
                    unreadable);
        }
    }

    private static String line(KeptReport kept) {
        SettlementReport report = kept.report();
        Reconciliation found = report.reconciliation();
        return String.format(
                Locale.ROOT,
                "%-16s  %s  %14s  %d matched, %d missing, %d extra, %d mismatched  %s%n",
                report.header().merchant(),
                report.header().date(),
                found.total(),
                found.matched(),
                found.missing(),
                found.extra(),
                found.mismatched(),
                kept.signedAt());
    }
}
