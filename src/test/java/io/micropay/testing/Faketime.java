package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// Another time for a process than this machine's, by `libfaketime`; it can be set while the process runs. The
/// monotonic clock is left alone, as it is when somebody sets a clock.
public final class Faketime {

    private final Path offset;
    private final String library;

    private Faketime(Path offset, String library) {
        this.offset = offset;
        this.library = library;
    }

    /// Whether the tool is installed.
    static boolean isInstalled() {
        return Chrony.runs("faketime", "--version");
    }

    /// A time of its own for a process.
    ///
    /// @param folder where to write the difference
    /// @param secondsAhead of this machine's clock
    public static Faketime in(Path folder, int secondsAhead) throws IOException {
        Faketime time = new Faketime(folder.resolve("faketime"), library());
        time.set(secondsAhead);
        return time;
    }

    /// What the command `faketime` sets for its child.
    private static String library() throws IOException {
        Process shown = new ProcessBuilder("faketime", "-f", "+0", "sh", "-c", "printf %s \"$LD_PRELOAD\"").start();
        return new String(shown.getInputStream().readAllBytes(), UTF_8);
    }

    /// Sets the process's clock, as it will see within a second: to look each time it is asked for the time would make
    /// a JVM slow.
    public void set(int secondsAhead) throws IOException {
        Path whole = Files.writeString(offset.resolveSibling("faketime.new"), "%+d\n".formatted(secondsAhead));
        Files.move(whole, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What the process has to be started with.
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library,
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }
}
