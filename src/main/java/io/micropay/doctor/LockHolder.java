package io.micropay.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who has a file locked, asked of the operating system. To try the lock oneself could keep a server from starting.
sealed interface LockHolder {

    record Holder(long processId) implements LockHolder {}

    record Nobody() implements LockHolder {}

    /// The system does not say.
    record Unknown() implements LockHolder {}

    Path TABLE = Path.of("/proc/locks");

    static LockHolder of(Path file) throws IOException {
        if (!Files.isReadable(TABLE)) {
            return new Unknown();
        }
        String inode = ":" + Files.getAttribute(file, "unix:ino");
        for (String line : Files.readAllLines(TABLE)) {
            // 1: POSIX ADVISORY WRITE 4711 fe:01:1312345 0 EOF
            String[] fields = line.strip().split(" +", -1);
            if (fields.length > 5 && fields[3].equals("WRITE") && fields[5].endsWith(inode)) {
                return new Holder(Long.parseLong(fields[4]));
            }
        }
        return new Nobody();
    }
}
