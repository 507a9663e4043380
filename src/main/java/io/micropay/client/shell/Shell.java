package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.ServerAddress;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The prompt: reads commands and has them done, until the end.
///
/// To a person a command that fails is a sentence, and the next one may succeed; a script ends at the first failure.
public final class Shell {

    private final ShellSettings settings;
    private final Dialogue dialogue;
    private final Narrator narrator;
    private final Suggestions suggestions;
    private final ReceiptCommands receipts;
    private final PolicyCommands policy;
    private @Nullable Commands connected;
    private boolean over;

    /// The commands that need a connection, and the one they have.
    private record Commands(
            WalletSession session,
            AccountCommands account,
            PaymentCommands payments,
            HistoryCommands history,
            ShopCommands shops) {}

    /// @param suggestions is told what a person may want to type next
    public Shell(ShellSettings settings, Dialogue dialogue, Suggestions suggestions) {
        this.settings = settings;
        this.dialogue = dialogue;
        this.narrator = new Narrator(dialogue);
        this.suggestions = suggestions;
        this.policy = new PolicyCommands(settings.wallet(), dialogue);
        this.receipts = new ReceiptCommands(settings.wallet(), dialogue, suggestions);
    }

    /// Connects, then does what is typed until the input ends or says so; leaves the server in order.
    ///
    /// @throws CommandFailedException when the first connection fails, or anything in a script
    public void run() throws CommandFailedException {
        RenewalWatch watch = RenewalWatch.start(settings.renewal());
        try {
            connect(settings.server());
            if (dialogue.isPerson()) {
                dialogue.tell(Sentences.choices());
            }
            for (Optional<String> line = next(); line.isPresent(); line = next()) {
                attempt(line.get());
            }
            if (!over) {
                attempt(Word.EXIT.spelling());
            }
        } finally {
            watch.close();
            if (connected != null) {
                connected.session().close();
            }
        }
    }

    private Optional<String> next() throws CommandFailedException {
        return over ? Optional.empty() : dialogue.command();
    }

    private void attempt(String line) throws CommandFailedException {
        try {
            execute(line);
        } catch (CancelledException takenBack) {
            dialogue.tell(Sentences.CANCELLED);
        } catch (CommandFailedException failure) {
            if (!dialogue.isPerson()) {
                throw failure;
            }
            dialogue.say(Sentences.failure(failure));
        }
    }

    private void execute(String line) throws CommandFailedException, CancelledException {
        Arguments arguments = new Arguments(line, dialogue);
        Word word = word(arguments.command());
        switch (word) {
            case CONNECT -> connect(arguments);
            case REGISTER -> connected().account().register(arguments);
            case LOGIN -> connected().account().logIn(arguments);
            case PAY -> connected().payments().pay(arguments);
            case REFUND -> connected().payments().refund(arguments);
            case SHOPS -> connected().shops().shops(arguments);
            case BROWSE -> connected().shops().browse(arguments);
            case BUY -> connected().shops().buy(arguments);
            case MENU -> connected().shops().menu(arguments);
            case REQUEST -> connected().payments().request(arguments);
            case PAYMENTS -> connected().payments().payments(arguments);
            case CANCEL -> connected().payments().cancel(arguments);
            case ACCEPT -> policy.accept(arguments);
            case ASK -> policy.ask(arguments);
            case DECLINE -> policy.decline(arguments);
            case FORGET -> policy.forget(arguments);
            case HISTORY -> connected().history().history(arguments);
            case STATEMENT -> connected().history().statement(arguments);
            case RECEIPTS -> receipts.receipts(arguments);
            case RECEIPT ->
                receipts.receipt(
                        arguments,
                        open().map(Commands::session).orElse(null),
                        open().map(Commands::shops).map(ShopCommands::way));
            case VERIFY -> receipts.verify(arguments);
            case LIST -> connected().account().list(arguments);
            case HELP -> help(arguments);
            case DISCONNECT -> disconnect(arguments);
            case EXIT -> exit(arguments);
        }
    }

    private static Word word(String typed) throws CommandFailedException {
        List<Word> words = Word.matches(typed);
        if (words.size() == 1) {
            return words.getFirst();
        }
        throw words.isEmpty()
                ? new CommandFailedException(
                        Kind.USAGE, "there is no command " + Sentences.quoted(typed), "help shows all of them")
                : new CommandFailedException(Kind.USAGE, Sentences.ambiguous(typed, words));
    }

    private void connect(Arguments arguments) throws CommandFailedException {
        String host = arguments.next().orElse(settings.server().host());
        Optional<String> port = arguments.next();
        arguments.requireEnd(Word.CONNECT);
        if (connected != null && connected.session().isOpen()) {
            throw new CommandFailedException(Kind.USAGE, "there is a connection already", "disconnect first");
        }
        connect(address(host, port.orElse(String.valueOf(settings.server().port()))));
    }

    private static ServerAddress address(String host, String port) throws CommandFailedException {
        try {
            return new ServerAddress(host, Integer.parseInt(port));
        } catch (IllegalArgumentException notAnAddress) {
            throw new CommandFailedException(
                    Kind.USAGE,
                    Sentences.quoted(host + " " + port) + " is not an address",
                    "usage: " + Word.CONNECT.usage());
        }
    }

    private void connect(ServerAddress address) throws CommandFailedException {
        if (connected != null) {
            connected.session().close();
            connected = null;
        }
        // The session that could be given up until now is over, and to find a server or a free worker may take long.
        dialogue.onInterrupt(Dialogue.END);
        settings.renewal().beforeConnecting();
        try {
            WalletSession session = WalletSession.open(address, settings.wallet(), narrator);
            dialogue.tell(Sentences.CONNECTED);
            dialogue.onInterrupt(session::giveUp);
            connected = new Commands(
                    session,
                    new AccountCommands(session, settings, dialogue, suggestions),
                    new PaymentCommands(session, new RequestBook(settings.wallet()), address, dialogue, suggestions),
                    new HistoryCommands(session, dialogue, suggestions),
                    new ShopCommands(settings.wallet(), session, dialogue, suggestions));
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        }
    }

    private Commands connected() throws CommandFailedException {
        Commands current = connected;
        if (current == null || !current.session().isOpen()) {
            throw new CommandFailedException(Kind.UNAVAILABLE, "there is no connection", "connect makes one");
        }
        return current;
    }

    private Optional<Commands> open() {
        return Optional.ofNullable(connected)
                .filter(current -> current.session().isOpen());
    }

    private void help(Arguments arguments) throws CommandFailedException {
        arguments.requireEnd(Word.HELP);
        dialogue.say(Sentences.help());
    }

    private void disconnect(Arguments arguments) throws CommandFailedException {
        arguments.requireEnd(Word.DISCONNECT);
        leave(connected());
        dialogue.say(Sentences.TERMINATED);
    }

    /// Leaves for good. There need not be a connection any more.
    private void exit(Arguments arguments) throws CommandFailedException {
        arguments.requireEnd(Word.EXIT);
        over = true;
        if (connected != null && connected.session().isOpen()) {
            dialogue.say(Sentences.LEAVING);
            leave(connected);
            dialogue.say(Sentences.TERMINATED);
        }
        dialogue.say(Sentences.THANKS);
    }

    private void leave(Commands current) throws CommandFailedException {
        connected = null;
        try {
            current.session().exit();
            dialogue.say(Sentences.CONFIRMED);
        } catch (ConnectionException failure) {
            throw Failures.of(failure);
        }
    }
}
