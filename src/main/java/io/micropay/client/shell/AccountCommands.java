package io.micropay.client.shell;

import static io.micropay.client.shell.Question.asked;

import io.micropay.client.ConnectionException;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.wire.Response;
import java.io.IOException;
import java.util.Optional;

/// The commands about an account and who else has one.
final class AccountCommands {

    /// Said last at a login, it ends another session of the account.
    private static final String TAKEOVER = "takeover";

    private final WalletSession session;
    private final ShellSettings settings;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    AccountCommands(WalletSession session, ShellSettings settings, Dialogue dialogue, Suggestions suggestions) {
        this.session = session;
        this.settings = settings;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void register(Arguments arguments) throws CommandFailedException, CancelledException {
        heading(arguments, Sentences.REGISTER_HEADING);
        AccountName name = name(arguments, Word.REGISTER);
        Amount deposit = Arguments.amount(arguments.next(Sentences.askDeposit(name), Word.REGISTER));
        arguments.requireEnd(Word.REGISTER);
        if (!name.equals(settings.name())) {
            dialogue.tell(Sentences.otherName(name, settings.name()));
        }
        Response response = asked(() -> session.register(name, deposit));
        if (!(response instanceof Response.Ok)) {
            throw Failures.of(response);
        }
        dialogue.say(Sentences.REGISTERED);
    }

    void logIn(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean takeover = arguments.endsWith(TAKEOVER);
        heading(arguments, Sentences.LOGIN_HEADING);
        AccountName name = name(arguments, Word.LOGIN);
        Optional<String> port = arguments.next();
        arguments.requireEnd(Word.LOGIN);
        int listening = port.isPresent() ? Arguments.port(port.get()) : settings.port();
        showStatus(asked(() -> logIn(name, listening, takeover)));
    }

    private Response logIn(AccountName name, int port, boolean takeover)
            throws ConnectionException, CommandFailedException {
        try {
            return session.logIn(name, port, takeover, settings.policy());
        } catch (IOException taken) {
            throw new CommandFailedException(
                    Kind.CANNOT_CREATE,
                    "cannot listen on port " + port + ": " + Sentences.plain(String.valueOf(taken.getMessage())),
                    "take another port, or 0 to be paid through the server only");
        }
    }

    void list(Arguments arguments) throws CommandFailedException, CancelledException {
        arguments.requireEnd(Word.LIST);
        showStatus(asked(session::list));
    }

    private void showStatus(Response response) throws CommandFailedException {
        if (!(response instanceof Response.StatusBlock block)) {
            throw Failures.of(response);
        }
        suggestions.update(block);
        dialogue.say(Sentences.status(session.account().orElse(settings.name()), block));
    }

    /// A person who gives a command without what it needs is about to be asked.
    private void heading(Arguments arguments, String heading) {
        if (dialogue.isPerson() && arguments.isEmpty()) {
            dialogue.say(heading);
        }
    }

    /// The account's name, which is the wallet's own unless another is given: Enter alone, or a number where the name
    /// could stand, means it.
    private AccountName name(Arguments arguments, Word word) throws CommandFailedException, CancelledException {
        boolean numberFollows = arguments.peek().flatMap(Amount::parse).isPresent();
        boolean own = numberFollows || (arguments.isEmpty() && word == Word.LOGIN && isWordOfAScript(arguments));
        String given = own ? "" : arguments.next(Sentences.ASK_NAME, word);
        return given.isBlank() ? settings.name() : Arguments.name(given.strip());
    }

    private boolean isWordOfAScript(Arguments arguments) {
        return !dialogue.isPerson() && Word.numbered(arguments.command()).isEmpty();
    }
}
