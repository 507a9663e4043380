package io.micropay.cli;

import io.micropay.client.shell.ReportJson;
import io.micropay.client.shell.ReportText;
import io.micropay.crypto.CryptoException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `micropay settlement show`: what was found about one day, once its signature is verified.
@Command(
        name = "show",
        description = "Show the report on a settled day, once its signature is verified.",
        footer = {
            "",
            "Exit codes: 0 shown, 1 there is none or it is not true, 2 wrong usage, 74 unreadable, 78 the CA is missing."
        })
final class SettlementShowCommand implements Callable<Integer> {

    @Mixin
    private SettlementDay day;

    @Option(names = "--json", description = "Print the report as JSON, one object on a line.", fallbackValue = "true")
    private boolean json;

    @Mixin
    private SettlementsOption settlements;

    @Mixin
    private CertificatesOption certificates;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        KeptReport kept = KeptReport.of(
                settlements.folder(),
                day.merchant(),
                day.date(),
                certificates.folder().authorityCertificate());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? ReportJson.of(kept.report()) : ReportText.of(kept.report()));
        out.flush();
        return ExitCode.DONE;
    }
}
