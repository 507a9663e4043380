package io.micropay.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/// The days that one account has closed: the file that was sent in for each, and the signed report on it.
///
/// The file is kept before it is sent. As long as nobody knows what became of it, the same bytes are sent again:
/// another
/// file for a day that is settled would be refused.
public final class DayStore {

    private final Path folder;

    DayStore(Path folder) {
        this.folder = folder;
    }

    public Path file(LocalDate date) {
        return folder.resolve(date + ".csv");
    }

    public Path reportFile(LocalDate date) {
        return folder.resolve(date + "-report.p7m");
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
        PrivateFiles.createFolder(folder);
        PrivateFiles.create(folder, date + ".csv", new String(csv, StandardCharsets.UTF_8));
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
        PrivateFiles.createFolder(folder);
        PrivateFiles.replace(folder, date + "-report.p7m", report);
    }
}
