package io.micropay.client.shell;

import io.micropay.client.Wallet;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.client.shell.Dialogue.CancelledException;
import io.micropay.money.AccountName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The commands of who buys something.
final class ShopCommands {

    private static final String SAVE = "--save";

    /// Said last, it buys without a question: a script has nobody to ask.
    private static final String YES = "--yes";

    private final Wallet wallet;
    private final WalletSession session;
    private final ShopWay way;
    private final Dialogue dialogue;
    private final Suggestions suggestions;

    ShopCommands(Wallet wallet, WalletSession session, Dialogue dialogue, Suggestions suggestions) {
        this.wallet = wallet;
        this.session = session;
        this.way = ShopWay.of(session.loggedIn());
        this.dialogue = dialogue;
        this.suggestions = suggestions;
    }

    /// How shops are asked here.
    ShopWay way() {
        return way;
    }

    void shops(Arguments arguments) throws CommandFailedException {
        arguments.requireEnd(Word.SHOPS);
        Outcome.Shops outcome = new BrowsingDesk(way).shops();
        suggestions.shops(outcome.shops());
        show(outcome);
    }

    void browse(Arguments arguments) throws CommandFailedException, CancelledException {
        AccountName merchant = merchant(arguments, Word.BROWSE);
        arguments.requireEnd(Word.BROWSE);
        show(new BrowsingDesk(way).browse(merchant));
    }

    void buy(Arguments arguments) throws CommandFailedException, CancelledException {
        boolean anyway = arguments.endsWith(PaymentCommands.ANYWAY);
        boolean sure = arguments.endsWith(YES);
        anyway |= arguments.endsWith(PaymentCommands.ANYWAY);
        AccountName merchant = merchant(arguments, Word.BUY);
        String first = arguments.next(ShopSentences.ASK_BASKET, Word.BUY);
        List<String> items = List.of((first + " " + arguments.rest()).strip().split("\\s+"));
        Wish wish = new Wish(merchant, Reading.basket(items), Optional.empty(), sure, anyway);
        show(new BuyingDesk(wallet, session, way, dialogue).buy(wish));
    }

    void menu(Arguments arguments) throws CommandFailedException, CancelledException {
        Optional<String> file = arguments.option(SAVE, Word.MENU);
        AccountName merchant = merchant(arguments, Word.MENU);
        arguments.requireEnd(Word.MENU);
        WholeMenuDesk desk = new WholeMenuDesk(wallet, session);
        show(file.isPresent() ? desk.save(merchant, path(file.get())) : desk.fetch(merchant));
    }

    private static Path path(String file) throws CommandFailedException {
        try {
            return Path.of(file);
        } catch (InvalidPathException noPath) {
            throw new CommandFailedException(Kind.USAGE, Sentences.quoted(file) + " is not a file's name");
        }
    }

    private static AccountName merchant(Arguments arguments, Word word)
            throws CommandFailedException, CancelledException {
        return Reading.name(arguments.next(ShopSentences.ASK_MERCHANT, word));
    }

    private void show(Outcome outcome) {
        dialogue.print(OutcomeText.of(outcome));
    }
}
