package io.micropay.client.shell;

import io.micropay.client.WalletSession;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.Optional;

/// The commands about an account and who else has one.
final class AccountCommands {

    /// Said last at a login, it ends another session of the account.
    private static final String TAKEOVER = "takeover";

    private final AccountDesk desk;
    private final ShellSettings settings;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    AccountCommands(WalletSession session, ShellSettings settings, Dialogue dialogue, Suggestions suggestions) {
        this.desk = new AccountDesk(session, settings.name());
        this.settings = settings;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    void register(Arguments arguments) throws CommandFailedException, CancelledException {
        heading(arguments, Sentences.REGISTER_HEADING);
        AccountName name = name(arguments, Word.REGISTER);
        Amount deposit = Reading.amount(arguments.next(Sentences.askDeposit(name), Word.REGISTER));
        arguments.requireEnd(Word.REGISTER);
        if (!name.equals(settings.name())) {
            dialogue.tell(Sentences.otherName(name, settings.name()));
        }
        dialogue.print(OutcomeText.of(desk.register(name, deposit)));
    }

    void logIn(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean takeover = arguments.endsWith(TAKEOVER);
        heading(arguments, Sentences.LOGIN_HEADING);
        AccountName name = name(arguments, Word.LOGIN);
        Optional<String> port = arguments.next();
        arguments.requireEnd(Word.LOGIN);
        int listening = port.isPresent() ? Reading.port(port.get()) : settings.port();
        show(desk.logIn(name, listening, takeover, settings.policy()));
    }

    void list(Arguments arguments) throws CommandFailedException {
        arguments.requireEnd(Word.LIST);
        show(desk.list());
    }

    private void show(Outcome.Online online) {
        suggestions.update(online.block());
        dialogue.print(OutcomeText.of(online));
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
        return given.isBlank() ? settings.name() : Reading.name(given.strip());
    }

    private boolean isWordOfAScript(Arguments arguments) {
        return !dialogue.isPerson() && Word.numbered(arguments.command()).isEmpty();
    }
}
