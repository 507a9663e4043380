package io.micropay.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micropay.bench.BenchException.Trouble;
import java.lang.management.ManagementFactory;

/// How many connections this process may have.
final class OpenFiles {

    /// What a JVM has open besides.
    private static final int OTHERS = 100;

    private OpenFiles() {}

    /// Says now what would otherwise come out in the middle of a run.
    static void requireFor(int connections) throws BenchException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() < connections + OTHERS) {
            throw new BenchException(
                    Trouble.SETTINGS,
                    connections + " connections need " + (connections + OTHERS) + " open files, and a process may have "
                            + unix.getMaxFileDescriptorCount() + " here",
                    "raise the limit with ulimit -n, or take fewer --connections");
        }
    }
}
