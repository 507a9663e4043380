package io.micropay.client;

import io.micropay.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/// The days that one account has closed: the file that was sent in for each, and the signed report on it.
///
/// The file is kept before it is sent. As long as nobody knows what became of it, the same bytes are sent again, since
/// another file for a day that is settled would be refused.
public final class DayStore {

    private final Path folder;

    DayStore(Path folder) {
        this.folder = folder;
    }

    private static String fileName(LocalDate date) {
        return date + ".csv";
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

    /// What was sent in for a day, if its outcome is unknown or it settled the day.
    ///
    /// @throws IOException when it cannot be read
    public Optional<byte[]> sent(LocalDate date) throws IOException {
        return Files.exists(file(date)) ? Optional.of(Files.readAllBytes(file(date))) : Optional.empty();
    }

    /// Keeps what is about to be sent in.
    ///
    /// @throws IOException when it cannot be kept: then it must not be sent
    public void keep(LocalDate date, byte[] csv) throws IOException {
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.create(folder, fileName(date), csv);
    }

    /// Forgets what was refused, so that the day can be closed with another file.
    ///
    /// @throws IOException when it cannot be deleted
    public void forget(LocalDate date) throws IOException {
        Files.deleteIfExists(file(date));
    }

    /// Keeps the report on a day. It is the same whenever the same file is sent.
    ///
    /// @throws IOException when it cannot be kept
    public void keepReport(LocalDate date, byte[] report) throws IOException {
        PrivateFiles.createDurableFolder(folder);
        PrivateFiles.replace(folder, reportName(date), report);
    }
}
