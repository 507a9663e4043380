package io.micropay.bench;

import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The accounts of a bench, made now or kept from an earlier run.
///
/// Keys are made and read on all processors: a big RSA key takes a tenth of a second.
final class Accounts {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PREFIX_LETTERS = 6;

    private final List<BenchAccount> all;
    private final Optional<AccountFile> file;
    private final LongAdder deposits = new LongAdder();
    private int registered;

    private Accounts(List<BenchAccount> all, Optional<AccountFile> file, int registered) {
        this.all = all;
        this.file = file;
        this.registered = registered;
    }

    /// Makes as many accounts as the plan has, or takes those that are in the folder.
    ///
    /// @param folder where keys are kept; empty for those that nobody needs again
    static Accounts prepare(BenchPlan plan, Target target, Optional<Path> folder, Display display)
            throws BenchException {
        try {
            String newPrefix = newPrefix();
            KeyKind kind = plan.key();
            Optional<AccountFile> file = folder.isEmpty()
                    ? Optional.empty()
                    : Optional.of(AccountFile.open(folder.get(), target.ledger().id(), kind, newPrefix));
            List<SigningKey> keys =
                    file.isPresent() ? kept(file.get().keys(plan.accounts()), display) : new ArrayList<>();
            int missing = plan.accounts() - keys.size();
            if (missing > 0) {
                List<SigningKey> made =
                        parallel("making " + kind.commandName() + " keys", missing, i -> kind.generate(), display);
                if (file.isPresent()) {
                    file.get().append(made);
                }
                keys.addAll(made);
            }
            int registered = file.isPresent() ? file.get().registered() : 0;
            return new Accounts(named(keys, file.map(AccountFile::prefix).orElse(newPrefix)), file, registered);
        } catch (IOException unwritable) {
            throw BenchException.ofFile(unwritable);
        }
    }

    private static List<SigningKey> kept(List<byte[]> keys, Display display) {
        return keys.isEmpty()
                ? new ArrayList<>()
                : parallel("reading keys", keys.size(), i -> AccountFile.decode(keys.get(i)), display);
    }

    private static List<SigningKey> parallel(String what, int count, IntFunction<SigningKey> maker, Display display) {
        SigningKey[] keys = new SigningKey[count];
        try (Display.Step step = display.begin(what, count)) {
            IntStream.range(0, count).parallel().forEach(i -> {
                keys[i] = maker.apply(i);
                step.advance();
            });
        }
        return new ArrayList<>(Arrays.asList(keys));
    }

    private static List<BenchAccount> named(List<SigningKey> keys, String prefix) {
        List<BenchAccount> accounts = new ArrayList<>();
        for (SigningKey key : keys) {
            AccountName name = AccountName.parse(prefix + accounts.size()).orElseThrow();
            accounts.add(new BenchAccount(accounts.size(), name, key));
        }
        return accounts;
    }

    /// Names that nobody else has on a ledger that others use too.
    private static String newPrefix() {
        StringBuilder prefix = new StringBuilder("b");
        for (int i = 1; i < PREFIX_LETTERS; i++) {
            prefix.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
        }
        return prefix.append('-').toString();
    }

    List<BenchAccount> all() {
        return all;
    }

    BenchAccount get(int number) {
        return all.get(number);
    }

    int size() {
        return all.size();
    }

    /// An account has made its opening deposit.
    void deposited() {
        deposits.increment();
    }

    /// How many accounts have made their opening deposits in this run.
    long deposits() {
        return deposits.sum();
    }

    /// How many of the first accounts the server knows.
    int registered() {
        return registered;
    }

    /// Whether the server has been told of the account, as far as is known.
    boolean isRegistered(int number) {
        return number < registered;
    }

    /// The server knows the first accounts, up to and without `end`.
    void registeredUpTo(int end) throws BenchException {
        if (end > registered) {
            registered = end;
            try {
                if (file.isPresent()) {
                    file.get().setRegistered(end);
                }
            } catch (IOException unwritable) {
                throw BenchException.ofFile(unwritable);
            }
        }
    }
}
