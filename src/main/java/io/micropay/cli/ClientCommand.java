package io.micropay.cli;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ListeningPort;
import io.micropay.client.ServerAddress;
import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.PipedDialogue;
import io.micropay.client.shell.Sentences;
import io.micropay.client.shell.Shell;
import io.micropay.client.shell.ShellSettings;
import io.micropay.client.shell.StartQuestions;
import io.micropay.client.shell.Suggestions;
import io.micropay.client.shell.TerminalDialogue;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `micropay client`: the wallet, for a person at a terminal or a script in a pipe.
@Command(
        name = "client",
        description = "Use a wallet: register, log in, list, pay, and be paid.",
        footer = {
            "",
            "At a terminal it asks for what is not given; help shows the commands.",
            "From a pipe it takes one command a line and ends at the first failure."
        })
final class ClientCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "HOST", description = "The server's name or address.")
    private String host;

    @Parameters(index = "1", paramLabel = "PORT", description = "The server's port.")
    private int port;

    @Option(
            names = "--listen",
            paramLabel = "PORT",
            converter = ListeningPortConverter.class,
            description = {
                "Where to listen for payments; 0 to be paid through the server only (asked for at a terminal, else 0)."
            })
    private @Nullable Integer listen;

    @Option(
            names = "--accept",
            paramLabel = "all|ask|none|LIMIT",
            converter = AcceptanceChoice.Converter.class,
            completionCandidates = AcceptanceChoice.Words.class,
            description = "Which payments to take where no rule of the wallet says it (at a terminal ask, else none).")
    private @Nullable AcceptanceChoice accept;

    @Mixin
    private WalletOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CryptoException, CliException {
        try {
            if (StandardStreams.console() != null) {
                useAtTerminal(server());
            } else {
                useInPipe(server());
            }
            return ExitCode.DONE;
        } catch (CommandFailedException failure) {
            throw CliException.of(failure);
        } catch (IOException failure) {
            throw new CliException(
                    "the terminal or the wallet's folder cannot be used: " + failure.getMessage(),
                    null,
                    ExitCode.IO_ERROR,
                    failure);
        }
    }

    private ServerAddress server() {
        try {
            return new ServerAddress(host, port);
        } catch (IllegalArgumentException notAnAddress) {
            throw wrongUsage(String.valueOf(notAnAddress.getMessage()));
        }
    }

    private void useAtTerminal(ServerAddress server)
            throws IOException, CryptoException, CliException, CommandFailedException {
        Suggestions suggestions = new Suggestions();
        try (TerminalDialogue dialogue = TerminalDialogue.open(suggestions)) {
            StartQuestions questions = new StartQuestions(dialogue);
            Optional<Integer> listening = Optional.ofNullable(listen).or(questions::port);
            Optional<AccountName> owner =
                    listening.isEmpty() ? Optional.empty() : options.name().or(questions::name);
            if (owner.isEmpty()) {
                return;
            }
            OpenWallet wallet = options.open(owner.get(), Optional.of(server), dialogue);
            dialogue.rememberIn(wallet.wallet().folder().history());
            AcceptancePolicy policy = Optional.ofNullable(accept)
                    .flatMap(AcceptanceChoice::withoutAsking)
                    .<AcceptancePolicy>map(choice -> new AcceptancePolicy.Attended(choice, dialogue.consent()))
                    .orElseGet(() -> new AcceptancePolicy.Ask(dialogue.consent()));
            new Shell(settings(wallet, listening.get(), policy), dialogue, suggestions).run();
        }
    }

    private void useInPipe(ServerAddress server) throws CryptoException, CliException, CommandFailedException {
        AccountName name = options.requireName();
        boolean undecided = accept == null;
        AcceptancePolicy policy = Optional.ofNullable(accept)
                .orElse(AcceptanceChoice.NONE)
                .withoutAsking()
                .orElseThrow(() -> wrongUsage("--accept ask needs a terminal: there is nobody to ask"));
        int listening = listen == null ? 0 : listen;
        try (PipedDialogue dialogue = PipedDialogue.start(System.in, StandardStreams.out(), StandardStreams.err())) {
            if (undecided && listening != 0) {
                dialogue.tell(Sentences.NOBODY_TO_ASK);
            }
            OpenWallet wallet = options.open(name, Optional.of(server), dialogue);
            new Shell(settings(wallet, listening, policy), dialogue, new Suggestions()).run();
        }
    }

    private static ShellSettings settings(OpenWallet open, int listening, AcceptancePolicy policy) {
        return new ShellSettings(open.wallet(), open.renewal(), open.owner(), open.server(), listening, policy);
    }

    private ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// Reads a port as the protocol has it.
    static final class ListeningPortConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return ListeningPort.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + PlainText.shown(text) + "' is not a port to listen on: " + ListeningPort.RULE));
        }
    }
}
