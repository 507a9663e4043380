package io.micropay.drills;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets a server run with mounts that nobody else sees, and that are gone when it ends, however it ends.
final class PrivateMounts {

    private static @Nullable Boolean usable;

    private PrivateMounts() {}

    /// Skips the test, and says so, where nothing may be mounted.
    static synchronized void requireUsable() {
        if (usable == null) {
            usable = mountsSomething();
            if (!usable) {
                System.out.println("WARNING: NOT TESTED with full and read-only disks: nothing may be mounted here");
            }
        }
        assumeTrue(usable, "a file system may be mounted");
    }

    private static boolean mountsSomething() {
        List<String> command = new ArrayList<>(List.of(running("mount -t tmpfs tmpfs /tmp; exec \"$@\"")));
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The command that runs a shell script with the command after it as `"$@"`.
    static String[] running(String script) {
        return new String[] {"unshare", "--mount", "sh", "-ec", script, "sh"};
    }
}
