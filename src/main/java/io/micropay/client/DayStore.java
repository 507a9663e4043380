package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micropay.files.PrivateFiles;
import io.micropay.money.Sha256Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/// The days that one account has closed: the file that was sent in for each, and the signed report on it.
///
/// The file is kept before it is sent. As long as nobody knows what became of it, the same bytes are sent again, since
/// another file for a day that is settled would be refused. The checksum beside it shows whether they are the same:
/// what somebody has changed since was not made from receipts, and is not sent.
public final class DayStore {

    private static final int BYTES_MAX = 16 << 20;
    private static final int SET_ASIDE_MAX = 100;

    private final Path folder;

    DayStore(Path folder) {
        this.folder = folder;
    }

    private static String fileName(LocalDate date) {
        return date + ".csv";
    }

    private static String checksumName(LocalDate date) {
        return date + ".sha256";
    }

    private static String reportName(LocalDate date) {
        return date + "-report.p7m";
    }

    public Path file(LocalDate date) {
        return folder.resolve(fileName(date));
    }

    public Path reportFile(LocalDate date) {
        return folder.resolve(reportName(date));
    }

    /// Whether a file is kept for a day.
    public boolean holds(LocalDate date) {
        return Files.exists(file(date));
    }

    /// What was sent in for a day, if its outcome is unknown or it settled the day; empty when it is not any more what
    /// was kept.
    ///
    /// @throws IOException when it cannot be read
    public Optional<byte[]> sent(LocalDate date) throws IOException {
        byte[] csv = read(file(date));
        Path checksum = folder.resolve(checksumName(date));
        boolean unchanged = Files.exists(checksum) && new String(read(checksum), UTF_8).equals(checksum(date, csv));
        return unchanged ? Optional.of(csv) : Optional.empty();
    }

    /// Far more than a server takes at once.
    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BYTES_MAX);
        }
    }

    /// As `sha256sum --check` reads it.
    private static String checksum(LocalDate date, byte[] csv) {
        return Sha256Text.of(csv) + "  " + fileName(date) + "\n";
    }

    /// Keeps what is about to be sent in.
    ///
    /// @throws IOException when it cannot be kept: then it must not be sent
    public void keep(LocalDate date, byte[] csv) throws IOException {
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.replace(folder, checksumName(date), checksum(date, csv));
        PrivateFiles.create(folder, fileName(date), csv);
    }

    /// Puts a file that somebody has changed out of the way, and says where it lies then. It is not ours to delete.
    ///
    /// @throws IOException when it cannot be moved
    public Path setAside(LocalDate date) throws IOException {
        for (int number = 1; number <= SET_ASIDE_MAX; number++) {
            Path aside = folder.resolve(date + "-changed-" + number + ".csv");
            if (!Files.exists(aside)) {
                return Files.move(file(date), aside);
            }
        }
        throw new IOException("the file of " + date + " was changed " + SET_ASIDE_MAX + " times");
    }

    /// Forgets what was refused, so that the day can be closed with another file.
    ///
    /// @throws IOException when it cannot be deleted
    public void forget(LocalDate date) throws IOException {
        Files.deleteIfExists(file(date));
        Files.deleteIfExists(folder.resolve(checksumName(date)));
    }

    /// The report on a day, as the server has signed it; whoever reads it checks that.
    ///
    /// @throws IOException when it cannot be read
    public Optional<byte[]> report(LocalDate date) throws IOException {
        return Files.exists(reportFile(date)) ? Optional.of(read(reportFile(date))) : Optional.empty();
    }

    /// Keeps the report on a day. It is the same whenever the same file is sent.
    ///
    /// @throws IOException when it cannot be kept
    public void keepReport(LocalDate date, byte[] report) throws IOException {
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.replace(folder, reportName(date), report);
    }
}
