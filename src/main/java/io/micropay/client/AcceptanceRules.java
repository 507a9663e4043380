package io.micropay.client;

import io.micropay.files.PrivateFiles;
import io.micropay.money.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rules of one account about whose payments it takes, in a file with a line for each: a payer's, or everybody's.
///
/// They are read for each order: what was said last counts at once.
public final class AcceptanceRules {

    /// Stands for everybody who has no rule of their own.
    public static final String EVERYBODY = "*";

    private static final String FILE = "rules";
    private static final String LOCK = "rules.lock";

    /// To change the rules takes no longer than to write a file.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int PAYERS_MAX = 10_000;

    private final Path folder;

    AcceptanceRules(Path folder) {
        this.folder = folder;
    }

    /// All rules, by the payer's name in lower case, or [#EVERYBODY].
    ///
    /// @throws IOException when they cannot be read
    public SortedMap<String, AcceptanceRule> all() throws IOException {
        SortedMap<String, AcceptanceRule> rules = new TreeMap<>();
        for (String line : lines()) {
            int space = line.indexOf(' ');
            Optional<AcceptanceRule> rule =
                    space < 0 ? Optional.empty() : AcceptanceRule.parse(line.substring(space + 1));
            rules.put(
                    line.substring(0, Math.max(space, 0)),
                    rule.orElseThrow(() -> new IOException(folder.resolve(FILE) + " holds no rules")));
        }
        return rules;
    }

    private Iterable<String> lines() throws IOException {
        try {
            return Files.readAllLines(folder.resolve(FILE));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /// What to do about a payer's orders: their own rule, or else everybody's; empty when there is neither.
    Optional<AcceptanceRule> about(AccountName payer) throws IOException {
        SortedMap<String, AcceptanceRule> rules = all();
        return Optional.ofNullable(rules.getOrDefault(payer.key(), rules.get(EVERYBODY)));
    }

    /// Keeps a rule, in the place of an earlier one about the same payer.
    ///
    /// @param payer empty for everybody
    /// @throws IOException when it cannot be kept
    public void keep(Optional<AccountName> payer, AcceptanceRule rule) throws IOException {
        HeldFile alone = alone();
        try {
            SortedMap<String, AcceptanceRule> rules = all();
            rules.put(key(payer), rule);
            if (rules.size() > PAYERS_MAX) {
                throw new IOException("more than " + PAYERS_MAX + " rules");
            }
            write(rules);
        } finally {
            alone.close();
        }
    }

    /// Drops the rule about a payer: what was said about everybody counts again, or else the policy.
    ///
    /// @param payer empty for the rule about everybody
    /// @return whether there was one
    /// @throws IOException when it stays
    public boolean forget(Optional<AccountName> payer) throws IOException {
        HeldFile alone = alone();
        try {
            SortedMap<String, AcceptanceRule> rules = all();
            boolean there = rules.remove(key(payer)) != null;
            if (there) {
                write(rules);
            }
            return there;
        } finally {
            alone.close();
        }
    }

    /// Of two processes that change the rules at the same moment, the second changes what the first has made of them.
    private HeldFile alone() throws IOException {
        return HeldFile.await(folder.resolve(LOCK), PATIENCE);
    }

    private static String key(Optional<AccountName> payer) {
        return payer.map(AccountName::key).orElse(EVERYBODY);
    }

    private void write(SortedMap<String, AcceptanceRule> rules) throws IOException {
        StringBuilder text = new StringBuilder();
        rules.forEach((name, each) ->
                text.append(name).append(' ').append(each.line()).append('\n'));
        PrivateFiles.replace(folder, FILE, text.toString());
    }
}
