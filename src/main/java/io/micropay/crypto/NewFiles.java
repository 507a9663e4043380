package io.micropay.crypto;

import io.micropay.files.DurableNames;
import io.micropay.files.FileFailure;
import io.micropay.files.FileModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Files that are about to appear in a folder of certificates: all of them, whole, or none.
///
/// Each is written and synced in a private folder beside its final place, secrets with mode 0600 from the first
/// byte, and then linked to its final name, which never replaces what is there, whoever else is at work. When one
/// name turns out to be taken, those already linked are taken back. A crash can leave some of the names missing, but
/// no file half-written; the private folder (`.new-*`) it leaves may be deleted. Before the first key appears, the
/// folder is hidden from git.
final class NewFiles {

    private static final String SECRET_MODE = "rw-------";
    private static final String PUBLIC_MODE = "rw-r--r--";
    private static final String FOLDER_MODE = "rwxr-xr-x";
    private static final String IGNORE_FILE = ".gitignore";

    private final Path folder;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    private record Draft(String text, String mode) {}

    NewFiles(Path folder) {
        this.folder = folder;
    }

    /// Adds a file that only its owner may read.
    NewFiles secret(String name, SigningKey key) {
        drafts.put(name, new Draft(PemFiles.text(key), SECRET_MODE));
        return this;
    }

    NewFiles open(String name, String text) {
        drafts.put(name, new Draft(text, PUBLIC_MODE));
        return this;
    }

    /// The names of the files, in the order in which they were added.
    List<String> names() {
        return List.copyOf(drafts.keySet());
    }

    /// Makes the files appear, in the order in which they were added.
    ///
    /// @throws OutputException when one is there already, or the folder cannot be written; then none has appeared
    void publish() throws OutputException {
        try {
            makeFolder();
            Path staging = Files.createTempDirectory(folder, ".new-");
            try {
                hideFromGit(staging);
                for (Map.Entry<String, Draft> draft : drafts.entrySet()) {
                    write(staging.resolve(draft.getKey()), draft.getValue());
                }
                linkAll(staging);
            } finally {
                delete(staging);
            }
        } catch (FileAlreadyExistsException e) {
            throw new OutputException(
                    e.getFile() + " is there already", "nothing is overwritten: move it away first", e);
        } catch (IOException e) {
            throw new OutputException(
                    "cannot write to " + folder + " (" + FileFailure.reason(e) + ")",
                    "check its owner, its mode and the disk",
                    e);
        }
    }

    private void makeFolder() throws IOException, OutputException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new OutputException(folder + " is not a folder", null);
        }
        Files.createDirectories(folder, FileModes.of(folder, FOLDER_MODE));
    }

    private void hideFromGit(Path staging) throws IOException {
        Path ignore = folder.resolve(IGNORE_FILE);
        if (!Files.exists(ignore)) {
            write(staging.resolve(IGNORE_FILE), new Draft("*\n", PUBLIC_MODE));
            try {
                DurableNames.appear(staging.resolve(IGNORE_FILE), ignore);
            } catch (FileAlreadyExistsException e) {
                // Somebody else was faster with the same file.
            }
        }
    }

    private static void write(Path file, Draft draft) throws IOException {
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, FileModes.of(file, draft.mode()))) {
            ByteBuffer text = StandardCharsets.US_ASCII.encode(draft.text());
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
    }

    private void linkAll(Path staging) throws IOException {
        Deque<Path> linked = new ArrayDeque<>();
        try {
            for (String name : drafts.keySet()) {
                Path target = folder.resolve(name);
                DurableNames.appear(staging.resolve(name), target);
                linked.push(target);
            }
            DurableNames.sync(folder);
        } catch (IOException e) {
            for (Path target : linked) {
                Files.deleteIfExists(target);
            }
            throw e;
        }
    }

    /// What is left of it does no harm, and must not turn a success into a failure.
    private static void delete(Path staging) {
        try (Stream<Path> drafts = Files.list(staging)) {
            for (Path draft : drafts.toList()) {
                Files.delete(draft);
            }
            Files.delete(staging);
        } catch (IOException e) {
            // The folder is private, and its name says that it is nobody's.
        }
    }
}
