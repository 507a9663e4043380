package io.micropay.drills;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tool that shows and disturbs a process's system calls.
final class Strace {

    private static @Nullable Boolean usable;

    private Strace() {}

    /// Skips the test, and says so, where there is no strace or no process may be traced.
    static synchronized void requireUsable() {
        if (usable == null) {
            usable = tracesTrue();
            if (!usable) {
                System.out.println("WARNING: NOT TESTED that answers wait for their sync:"
                        + " strace is not installed, or may not trace here");
            }
        }
        assumeTrue(usable, "strace is installed and may trace");
    }

    private static boolean tracesTrue() {
        try {
            return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The command that writes a child's calls to a file. The other calls do not stop: a JVM makes many.
    static String[] tracing(String calls, Path output, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "strace", "-f", "--seccomp-bpf", "-yy", "-s", "0", "-e", "trace=" + calls, "-o", output.toString()));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }
}
