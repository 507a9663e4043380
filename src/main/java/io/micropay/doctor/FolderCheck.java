package io.micropay.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A folder for data: whether something can be written there and made durable, and how much more will fit.
public final class FolderCheck implements Check {

    private static final long FREE_MB_MIN = 100;
    private static final int PROBE_BYTES = 8_192;
    private static final Duration SYNC_MAX = Duration.ofMillis(500);

    private final Path folder;

    /// Looks at a folder.
    ///
    /// @param folder need not exist; then it is the one in which it would be made that matters
    public FolderCheck(Path folder) {
        this.folder = folder;
    }

    @Override
    public String subject() {
        return "data";
    }

    @Override
    public void run(Consumer<Finding> tell) {
        Path existing = existing();
        if (!Files.isDirectory(existing)) {
            tell.accept(
                    Finding.fail("data", existing + " is not a folder", Optional.of("choose another with --data-dir")));
            return;
        }
        tell.accept(written(existing));
        tell.accept(space(existing));
        if (existing.equals(folder)) {
            tell.accept(privacy());
        }
    }

    /// The folder, or the nearest above it that is there.
    private Path existing() {
        Path path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return Files.exists(folder) ? folder : path;
    }

    private Finding written(Path existing) {
        try {
            Duration sync = sync(existing);
            String text = (existing.equals(folder) ? existing.toString() : folder + " is not there yet; " + existing)
                    + " can be written; a sync takes " + Math.max(1, sync.toMillis()) + " ms";
            return sync.compareTo(SYNC_MAX) > 0
                    ? Finding.warn("data", text, "each payment waits for a sync: a faster disk is needed")
                    : Finding.ok("data", text);
        } catch (IOException failure) {
            return Finding.fail(
                    "data",
                    "nothing can be written to " + existing + ": " + reason(failure),
                    Optional.of("make room, or see whose folder it is"));
        }
    }

    /// Writes a file that is gone afterwards, as durably as a ledger is written.
    private static Duration sync(Path existing) throws IOException {
        Path probe = Files.createTempFile(existing, ".doctor-", "");
        try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            long start = System.nanoTime();
            channel.force(true);
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Finding space(Path existing) {
        try {
            long free = Files.getFileStore(existing).getUsableSpace() >> 20;
            return free < FREE_MB_MIN
                    ? Finding.warn(
                            "space", "only " + free + " MB are free in " + existing, "make room before it is full")
                    : Finding.ok("space", size(free) + " are free");
        } catch (IOException failure) {
            return Finding.warn("space", "how much is free cannot be found out: " + reason(failure), "look with df");
        }
    }

    private static String size(long megabytes) {
        return megabytes < 10_240 ? megabytes + " MB" : (megabytes >> 10) + " GB";
    }

    private Finding privacy() {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            return mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.GROUP_WRITE)
                    ? Finding.warn("privacy", "others can write to " + folder, "chmod go-w " + folder)
                    : Finding.ok("privacy", "only its owner can write to " + folder);
        } catch (UnsupportedOperationException withoutModes) {
            return Finding.ok("privacy", "a file system without modes keeps it in its own way");
        } catch (IOException failure) {
            return Finding.warn("privacy", "its mode cannot be read: " + reason(failure), "look with ls -ld");
        }
    }

    static String reason(IOException failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
