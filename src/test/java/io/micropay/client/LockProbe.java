package io.micropay.client;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Tries to lock a file in a process of its own: locks are a process's, so this one cannot tell.
final class LockProbe {

    private LockProbe() {}

    /// `locked` or `free`, as another process sees it.
    static String sees(Path file) throws IOException, InterruptedException, URISyntaxException {
        Path classes = Path.of(LockProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", classes.toString(), LockProbe.class.getName(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    public static void main(String[] args) throws IOException {
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            System.out.println(channel.tryLock() == null ? "locked" : "free");
        }
    }
}
