package io.micropay.client;

import io.micropay.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// What a merchant's wallet keeps of its shop: the menus that it has signed, and how far its sales have been told.
public final class ShopStore {

    private static final String SUFFIX = ".p7m";
    private static final String TOLD = "told";

    /// More than a shop has menus while a quote stands. The oldest go first.
    private static final int MENUS_MAX = 100;

    private static final int BYTES_MAX = 16 << 20;

    private final Path folder;

    ShopStore(Path folder) {
        this.folder = folder;
    }

    /// Keeps a menu, durably.
    ///
    /// @param hash lower-case hex, of the CSV
    /// @param signed CMS SignedData
    public void keepMenu(String hash, byte[] signed) throws IOException {
        PrivateFiles.createDurableFolder(menus());
        PrivateFiles.replace(menus(), hash + SUFFIX, signed);
        KeptFiles.forgetOldest(menus(), SUFFIX, MENUS_MAX);
    }

    /// The menu with this hash, as it was signed; whoever reads it checks that.
    public Optional<byte[]> menu(String hash) throws IOException {
        try (InputStream in = Files.newInputStream(menus().resolve(hash + SUFFIX))) {
            return Optional.of(in.readNBytes(BYTES_MAX));
        } catch (NoSuchFileException unknown) {
            return Optional.empty();
        }
    }

    private Path menus() {
        return folder.resolve("menus");
    }

    /// The last payment, by its place in the ledger, up to which all sales have been told; empty for a shop that has
    /// told of none.
    public OptionalLong told() throws IOException {
        Path file = folder.resolve(TOLD);
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        } catch (NumberFormatException damaged) {
            throw new IOException(file + " holds no number", damaged);
        }
    }

    /// Keeps how far the sales have been told, durably.
    public void told(long seq) throws IOException {
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.replace(folder, TOLD, seq + "\n");
    }
}
