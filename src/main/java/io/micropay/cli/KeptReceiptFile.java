package io.micropay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file that should hold a receipt, as a wallet keeps it.
final class KeptReceiptFile {

    /// Several times the longest receipt.
    private static final int BYTES_MAX = 65_536;

    private KeptReceiptFile() {}

    static String text(Path file) throws CliException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new CliException(
                        file + " is too long for a receipt: more than " + BYTES_MAX + " bytes", null, ExitCode.REFUSED);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new CliException(file + " does not exist", null, ExitCode.IO_ERROR, missing);
        } catch (IOException unreadable) {
            throw new CliException(
                    file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    null,
                    ExitCode.IO_ERROR,
                    unreadable);
        }
    }

    static CliException notAReceipt(Path file) {
        return new CliException(
                file + " is not a receipt of micropay",
                "a wallet keeps its receipts as JSON in DATA-DIR/NAME/receipts",
                ExitCode.REFUSED);
    }
}
