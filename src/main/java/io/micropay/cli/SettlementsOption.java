package io.micropay.cli;

import io.micropay.server.SettlementFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that says where settlements have arrived.
final class SettlementsOption {

    private static final String FOLDER = "settlements";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The folder of the server's data, which settlements arrive in (${DEFAULT-VALUE}).")
    private Path dataDirectory;

    /// For who wants to know all that has arrived: that it is nothing can be said of a server's data alone.
    SettlementFolder existing() throws CliException {
        if (!Files.isDirectory(dataDirectory)) {
            throw new CliException(
                    "there is no folder " + dataDirectory,
                    "--data-dir names the folder of the server's data",
                    ExitCode.IO_ERROR);
        }
        return folder();
    }

    SettlementFolder folder() {
        return new SettlementFolder(folder(dataDirectory));
    }

    /// Where settlements arrive when this file is the ledger.
    static Path beside(Path ledger) {
        return ledger.resolveSibling(FOLDER);
    }

    static Path folder(Path dataDirectory) {
        return dataDirectory.resolve(FOLDER);
    }
}
