package io.micropay.crypto;

import io.micropay.files.DurableNames;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The keys that are revoked, as a file lists them: a key fingerprint on each line, `#` before a comment.
///
/// Revocation is for ever: while the process runs the set only grows, whatever happens to the file. One that is
/// damaged or disappears takes nothing back, and is reported once.
public final class RevokedKeys {

    private final Path file;
    private final Consumer<String> problems;

    private volatile Set<Fingerprint> keys = Set.of();
    private @Nullable String text;
    private Optional<String> problemOfText = Optional.empty();
    private Optional<String> reported = Optional.empty();

    /// Reads the list; a file that is not there is an empty one.
    ///
    /// @param problems takes a line when the file is found damaged or gone later on
    /// @throws CryptoException when the file cannot be read, or a line of it is not a fingerprint
    public static RevokedKeys open(Path file, Consumer<String> problems) throws CryptoException {
        RevokedKeys revoked = new RevokedKeys(file, problems);
        Optional<String> problem = revoked.read();
        if (problem.isPresent()) {
            throw new CryptoException(problem.get(), "a line holds 64 lower-case hex digits, or a comment after #");
        }
        return revoked;
    }

    /// Adds a key to the list, durably, and in one piece: whoever reads it meanwhile sees the key, or the list as it
    /// was.
    ///
    /// @throws OutputException when the file cannot be written
    static void add(Path file, Fingerprint key, String remark) throws OutputException {
        try (FileChannel list = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            String line = key.hex() + "  # " + remark + "\n";
            list.write(StandardCharsets.US_ASCII.encode(endsWithinLine(file) ? "\n" + line : line));
            list.force(true);
            DurableNames.syncName(file);
        } catch (IOException failure) {
            throw new OutputException(
                    "cannot write to " + file, "check the owner and the mode of the file and of its folder", failure);
        }
    }

    /// A list that a person wrote need not end in a line feed.
    private static boolean endsWithinLine(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return !text.isEmpty() && !text.endsWith("\n");
    }

    private RevokedKeys(Path file, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    public boolean contains(Fingerprint key) {
        return keys.contains(key);
    }

    /// Reads the file again, and says whether keys were added. To be called every second or so.
    public synchronized boolean refresh() {
        int before = keys.size();
        Optional<String> problem = read();
        if (!problem.equals(reported)) {
            problem.ifPresent(problems);
        }
        reported = problem;
        return keys.size() > before;
    }

    /// Takes in what the file lists; empty when all is well with it.
    private synchronized Optional<String> read() {
        try {
            String current = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!current.equals(text)) {
                text = current;
                problemOfText = add(current);
            }
            return problemOfText;
        } catch (NoSuchFileException e) {
            return text == null ? Optional.empty() : Optional.of(file + " is gone; the keys it listed stay revoked");
        } catch (IOException e) {
            return Optional.of(file + " cannot be read; the keys it listed stay revoked");
        }
    }

    private Optional<String> add(String lines) {
        Set<Fingerprint> all = new HashSet<>(keys);
        Optional<String> problem = Optional.empty();
        int number = 0;
        for (String line : lines.split("\n", -1)) {
            number++;
            String entry = line.replaceFirst("#.*", "").strip();
            if (Fingerprint.isForm(entry)) {
                all.add(new Fingerprint(entry));
            } else if (!entry.isEmpty() && problem.isEmpty()) {
                problem = Optional.of("line " + number + " of " + file + " is not a key fingerprint");
            }
        }
        keys = Set.copyOf(all);
        return problem;
    }
}
