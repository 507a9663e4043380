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
        Process process = start(file);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    /// Has another process hold the lock on a file that is free.
    static Holder hold(Path file) throws IOException, URISyntaxException {
        Holder holder = new Holder(start(file));
        String said = holder.process().inputReader(StandardCharsets.UTF_8).readLine();
        if (!"free".equals(said)) {
            throw new IllegalStateException(file + " is " + said);
        }
        return holder;
    }

    /// A process that holds a lock until it is told to leave.
    record Holder(Process process) implements AutoCloseable {

        void release() throws IOException {
            process.getOutputStream().close();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Process start(Path file) throws IOException, URISyntaxException {
        Path classes = Path.of(LockProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(), "-cp", classes.toString(), LockProbe.class.getName(), file.toString())
                .redirectErrorStream(true)
                .start();
    }

    /// Says what it found, and keeps what it got until its input ends.
    public static void main(String[] args) throws IOException {
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            System.out.println(channel.tryLock() == null ? "locked" : "free");
            System.in.transferTo(System.err);
        }
    }
}
