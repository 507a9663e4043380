package io.micropay.cli;

import io.micropay.crypto.CertificateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/// The option that says where certificates and keys lie.
final class CertificatesOption {

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            defaultValue = "certs",
            description = "The folder of certificates and keys (${DEFAULT-VALUE}).")
    private Path folder;

    CertificateFolder folder() {
        return new CertificateFolder(folder, Clock.systemUTC());
    }

    /// A file as it is named, or the one of that name in the folder.
    Path find(Path file) {
        Path inFolder = folder.resolve(file);
        return !Files.exists(file) && Files.exists(inFolder) ? inFolder : file;
    }
}
