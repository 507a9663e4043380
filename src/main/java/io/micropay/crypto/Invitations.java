package io.micropay.crypto;

import io.micropay.files.DurableNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/// Codes that each let one stranger have a certificate, good once.
///
/// An invitation is an empty file in a folder beside the certificates, named after the SHA-256 of its code: the
/// folder, or a copy of it, gives no code away. To redeem a code is to delete its file. Of all who try, in whatever
/// process that shares the folder, the file system lets one succeed. The deletion is synced before it counts, so no
/// crash brings a code back that let somebody in; one between the deletion and the answer costs the code.
public final class Invitations {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// 119 bits, which nobody guesses.
    private static final int CODE_LENGTH = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    Invitations(Path folder) {
        this.folder = folder;
    }

    /// Makes new codes, which are good from now on; only their hashes are kept.
    ///
    /// @throws OutputException when the folder cannot be written
    public List<String> make(int count) throws OutputException {
        List<String> codes = Stream.generate(Invitations::newCode).limit(count).toList();
        NewFiles files = new NewFiles(folder);
        codes.forEach(code -> files.open(hash(code), ""));
        files.publish();
        return codes;
    }

    /// Whether a code is good now; another may be using it up.
    public boolean isGood(String code) {
        return Files.exists(folder.resolve(hash(code)));
    }

    /// Uses a code up, durably.
    ///
    /// @return whether it was good until now
    /// @throws OutputException when the folder cannot be written
    public boolean redeem(String code) throws OutputException {
        try {
            Files.delete(folder.resolve(hash(code)));
            DurableNames.sync(folder);
            return true;
        } catch (NoSuchFileException unknown) {
            return false;
        } catch (IOException failure) {
            throw new OutputException(
                    "cannot use up an invitation in " + folder, "check its owner, its mode and the disk", failure);
        }
    }

    private static String newCode() {
        StringBuilder code = new StringBuilder();
        RANDOM.ints(CODE_LENGTH, 0, ALPHABET.length()).forEach(i -> code.append(ALPHABET.charAt(i)));
        return code.toString();
    }

    private static String hash(String code) {
        return Fingerprint.of(code.getBytes(StandardCharsets.US_ASCII)).hex();
    }
}
