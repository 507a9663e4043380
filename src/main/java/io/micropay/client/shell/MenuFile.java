package io.micropay.client.shell;

import io.micropay.client.FileTroubles;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.csv.CsvFault;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuCsv;
import io.micropay.wire.Block;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A merchant's menu in a file, read and found to be one.
///
/// @param csv the file's bytes
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
public record MenuFile(Path file, Menu menu, byte[] csv) {

    /// A block has room for its signature too.
    private static final int BYTES_MAX = Block.BYTES_MAX - (64 << 10);

    /// Reads a file.
    ///
    /// @throws CommandFailedException when it cannot be read, or is no menu: the first thing that is wrong is named
    public static MenuFile read(Path file) throws CommandFailedException {
        byte[] csv = bytes(file);
        try {
            return new MenuFile(file, MenuCsv.read(csv), csv);
        } catch (CsvFault noMenu) {
            throw new CommandFailedException(
                    Kind.REFUSED, ShopkeeperSentences.fault(file, noMenu.line(), noMenu.reason()));
        }
    }

    private static byte[] bytes(Path file) throws CommandFailedException {
        if (Files.isDirectory(file)) {
            throw new CommandFailedException(Kind.UNREADABLE, file + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new CommandFailedException(
                        Kind.REFUSED, file + " is too long for a menu: more than " + BYTES_MAX + " bytes");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new CommandFailedException(Kind.UNREADABLE, "cannot read " + FileTroubles.detail(unreadable));
        }
    }
}
