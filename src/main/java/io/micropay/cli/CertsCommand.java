package io.micropay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `micropay certs`: makes and shows keys and certificates.
@Command(
        name = "certs",
        description = "Make and show keys and certificates.",
        subcommands = {
            CertsInitCommand.class,
            CertsIssueCommand.class,
            CertsRequestCommand.class,
            CertsSignCommand.class,
            CertsShowCommand.class,
            CertsInviteCommand.class,
            CertsRevokeCommand.class
        },
        footer = {
            "",
            "An operator makes a ledger's certificates with init, and an account's with",
            "issue. Who wants to keep the private key at home makes a request there, and",
            "the operator signs it, or a server with --enrol does. No file is ever overwritten."
        })
final class CertsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a command is missing: init, issue, request, sign, show, invite or revoke");
    }
}
