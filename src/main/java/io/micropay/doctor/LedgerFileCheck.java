package io.micropay.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A ledger's file, from outside: who has it, how long its log is, who may read it. Neither it nor its lock is opened,
/// so no server is disturbed.
public final class LedgerFileCheck implements Check {

    /// Several times what a server lets it grow to before it is copied back.
    private static final long LOG_MB_MAX = 1_024;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    /// Looks at a file.
    ///
    /// @param file need not exist: most machines have none
    public LedgerFileCheck(Path file) {
        this.file = file;
    }

    @Override
    public String subject() {
        return "ledger";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            tell.accept(owner());
            tell.accept(log());
            tell.accept(privacy());
        } catch (IOException failure) {
            tell.accept(
                    Finding.fail("ledger", file + " cannot be read: " + FolderCheck.reason(failure), Optional.empty()));
        }
    }

    private Finding owner() throws IOException {
        Path lock = file.resolveSibling("ledger.lock");
        if (!Files.exists(lock)) {
            return Finding.ok("ledger", file + " is in use by nobody");
        }
        return switch (LockHolder.of(lock)) {
            case LockHolder.Holder(long id) -> Finding.ok("ledger", file + " is in use by process " + id);
            case LockHolder.Nobody() -> Finding.ok("ledger", file + " is in use by nobody");
            case LockHolder.Unknown() ->
                Finding.ok("ledger", file + " is there; who has it is not told on this system");
        };
    }

    private Finding log() throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        long megabytes = Files.exists(log) ? Files.size(log) >> 20 : 0;
        return megabytes > LOG_MB_MAX
                ? Finding.warn(
                        "ledger log",
                        log + " has grown to " + megabytes + " MB",
                        "end what reads the ledger for long, such as a backup that hangs")
                : Finding.ok("ledger log", megabytes + " MB are not copied back into the ledger yet");
    }

    private Finding privacy() throws IOException {
        try {
            Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
            mode.addAll(Files.getPosixFilePermissions(file));
            mode.retainAll(OTHERS);
            return mode.isEmpty()
                    ? Finding.ok("ledger mode", "only its owner can read it")
                    : Finding.warn("ledger mode", "others can read or write " + file, "chmod 600 " + file);
        } catch (UnsupportedOperationException withoutModes) {
            return Finding.ok("ledger mode", "a file system without modes keeps it in its own way");
        }
    }
}
