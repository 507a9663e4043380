package io.micropay.cli;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.Counted;
import io.micropay.client.shell.SignInSentences;
import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.doctor.AccountCheck;
import io.micropay.doctor.CertificateCheck;
import io.micropay.doctor.Check;
import io.micropay.doctor.Examination;
import io.micropay.doctor.Finding;
import io.micropay.doctor.FolderCheck;
import io.micropay.doctor.LedgerFileCheck;
import io.micropay.doctor.NotLookedAt;
import io.micropay.doctor.PlatformCheck;
import io.micropay.doctor.PreparedCheck;
import io.micropay.doctor.ServerCheck;
import io.micropay.doctor.Verdict;
import io.micropay.doctor.WalletCheck;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `micropay doctor`: what is wrong here, and what to do about it.
@Command(
        name = "doctor",
        description =
                "Look at what is here, and at the way to a server, and say what is wrong and what to do about it.",
        footer = {
            "",
            "It looks at your wallets, at certificates and keys, at the data folder, and at a ledger if there is one; with a server's"
                    + " address also at the network, TLS and the clocks, and with --listen at the way back. With --name, or"
                    + " when there is one wallet, it logs in for a moment. It changes nothing."
        })
final class DoctorCommand implements Callable<Integer> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", description = "The server's name or address.")
    private @Nullable String host;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", description = "The server's port.")
    private @Nullable Integer port;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = NewAccountOption.FreeName.class,
            description = "The account whose wallet or certificate must be here (any that is here).")
    private @Nullable AccountName name;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            converter = ClientCommand.ListeningPortConverter.class,
            defaultValue = "0",
            description = "Where the wallet is to listen for payments (${DEFAULT-VALUE}: nowhere).")
    private int listen;

    @Mixin
    private CertificatesOption certificates;

    @Mixin
    private LedgerOption ledger;

    @Option(names = "--json", description = "Print what was found as one JSON object.", fallbackValue = "true")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CliException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = new Examination(checks()).run(finding -> {
            if (!json) {
                out.println(line(finding));
                out.flush();
            }
        });
        if (json) {
            out.println(FindingsJson.of(findings));
            out.flush();
        }
        long failed = findings.stream().filter(Finding::isFailure).count();
        if (failed > 0) {
            boolean unreachable = findings.stream().anyMatch(finding -> finding.verdict() == Verdict.UNREACHABLE);
            throw new CliException(
                    failed + " of " + Counted.of(findings.size(), "check") + " failed",
                    null,
                    unreachable ? ExitCode.UNAVAILABLE : ExitCode.REFUSED);
        }
        return ExitCode.DONE;
    }

    private List<Check> checks() throws CliException {
        Optional<ServerAddress> server = server();
        EnvironmentDefaults environment = EnvironmentDefaults.of(spec.commandLine());
        DoctorsWallets wallets = DoctorsWallets.of(environment, Optional.ofNullable(name));
        List<Check> checks = new ArrayList<>(List.of(new PlatformCheck()));
        wallets.all().forEach(wallet -> checks.add(new WalletCheck(wallet, InstantSource.system())));
        if (!wallets.all().isEmpty()) {
            checks.add(new FolderCheck(UserFolders.of(environment).data()));
        }
        boolean operators = wallets.all().isEmpty()
                || Files.isDirectory(certificates.folder().path());
        if (operators || isTyped("--certs")) {
            checks.add(certificateCheck(wallets));
        }
        if (operators || isTyped("--data-dir") || isTyped("--ledger")) {
            checks.addAll(ledgerChecks());
        }
        server.ifPresent(address -> checks.addAll(onTheWayTo(address, wallets)));
        return checks;
    }

    private boolean isTyped(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /// The certificates of an operator, or of who uses those of a folder.
    private Check certificateCheck(DoctorsWallets wallets) {
        CertificateFolder folder = certificates.folder();
        Optional<String> account = Optional.ofNullable(name)
                .map(AccountName::text)
                .filter(text -> wallets.all().isEmpty() || folder.hasAccount(text));
        return new CertificateCheck(folder, account, InstantSource.system());
    }

    private List<Check> ledgerChecks() throws CliException {
        return List.of(
                new FolderCheck(ledger.dataDirectory()),
                switch (ledger.location()) {
                    case LedgerLocation.LedgerFile file -> new LedgerFileCheck(file.path());
                    case LedgerLocation.LedgerDatabase database -> new DatabaseCheck(database);
                });
    }

    private List<Check> onTheWayTo(ServerAddress address, DoctorsWallets wallets) {
        CertificateFolder folder = certificates.folder();
        Optional<IdentityFolder> wallet = wallets.only();
        List<Check> checks = new ArrayList<>();
        checks.add(new PreparedCheck("server", () -> {
            X509Certificate authority =
                    wallet.isPresent() ? DoctorsWallets.authority(wallet.get()) : folder.authorityCertificate();
            return new ServerCheck(address, authority, InstantSource.system());
        }));
        if (wallet.isPresent()) {
            checks.add(new PreparedCheck("account", () -> account(address, wallets, wallet.get())));
        } else if (name != null) {
            AccountName account = name;
            checks.add(new PreparedCheck(
                    "account", () -> new AccountCheck(address, folder.account(account.text()), account, listen)));
        }
        return checks;
    }

    private Check account(ServerAddress address, DoctorsWallets wallets, IdentityFolder wallet) throws CryptoException {
        Optional<Identity> identity = wallets.identity(wallet);
        return identity.isPresent()
                ? new AccountCheck(
                        address,
                        identity.get(),
                        AccountName.parse(wallet.name()).orElseThrow(),
                        listen)
                : new NotLookedAt(
                        "account",
                        "the key of " + wallet.name() + " is under a password",
                        "set " + SignInSentences.PASSWORD_VARIABLE);
    }

    private Optional<ServerAddress> server() {
        if (host == null) {
            return Optional.empty();
        }
        if (port == null) {
            throw new ParameterException(spec.commandLine(), "the server's port is missing");
        }
        try {
            return Optional.of(new ServerAddress(host, port));
        } catch (IllegalArgumentException notAnAddress) {
            throw new ParameterException(spec.commandLine(), String.valueOf(notAnAddress.getMessage()), notAnAddress);
        }
    }

    private static String line(Finding finding) {
        String advice = finding.advice().map(text -> " (" + text + ")").orElse("");
        return String.format(
                "%-6s%-13s%s", finding.verdict().word(), finding.subject(), PlainText.shown(finding.text() + advice));
    }
}
