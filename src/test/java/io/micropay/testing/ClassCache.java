package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The classes of the packed jar, ready to be mapped by the many JVMs that tests start: to load them is half of a
/// start.
///
/// A server that has run once leaves them behind (JEP 350). The archive is of one jar and one JDK, and lies in `target`
/// for all test runs that have both.
public final class ClassCache {

    private static final Pattern READY = Pattern.compile("READY (.+):([0-9]+) ");
    private static final List<String> OPTIONS = List.of("-XX:SharedArchiveFile=" + archive());

    private ClassCache() {}

    /// What a JVM of the packed jar is started with, to begin sooner.
    public static List<String> options() {
        return OPTIONS;
    }

    private static Path archive() {
        Path jar = Path.of(System.getProperty("micropay.jar"));
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path archive = target.resolve("classes-" + Runtime.version().feature() + "-"
                    + Files.getLastModifiedTime(jar).toMillis() + ".jsa");
            // Another test JVM may be making it.
            try (FileChannel channel = FileChannel.open(
                            target.resolve("class-cache.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(archive)) {
                    make(jar, archive);
                }
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether a server answers a client. What it does behind its READY is over then: a JVM whose threads still link
    /// classes while it writes an archive of them may crash.
    private static boolean answers(Path jar, Path home, String ready) throws IOException, InterruptedException {
        Matcher listening = READY.matcher(ready);
        if (!listening.lookingAt()) {
            return false;
        }
        String host = listening.group(1);
        String port = listening.group(2);
        return start(home, "-jar", jar.toString(), "health", host, port).waitFor() == 0;
    }

    private static Process start(Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// It appears whole: a JVM that maps half of one may crash.
    private static void make(Path jar, Path archive) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(archive.getParent(), "class-cache");
        TestCertificates.shared().writeTo(home.resolve("certs"));
        Path draft = home.resolve("draft.jsa");
        Process server =
                start(home, "-XX:ArchiveClassesAtExit=" + draft, "-jar", jar.toString(), "server", "--port", "0");
        String ready = server.inputReader(UTF_8).readLine();
        boolean answered = ready != null && answers(jar, home, ready);
        server.destroy();
        if (server.waitFor() != 0 || !answered) {
            throw new IOException("no server has left its classes behind");
        }
        Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
