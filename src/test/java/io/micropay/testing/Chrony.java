package io.micropay.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real NTP server, `chronyd`, on a loopback port of its own, as the user who runs the test. It never sets a clock;
/// by `libfaketime` it believes in another time than this machine.
public final class Chrony implements AutoCloseable {

    /// Where it is, and most people's path does not lead.
    private static final String CHRONYD = "/usr/sbin/chronyd";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static @Nullable Boolean usable;

    private final Process process;
    private final Faketime time;
    private final int port;

    private Chrony(Process process, Faketime time, int port) {
        this.process = process;
        this.time = time;
        this.port = port;
    }

    /// Skips the test, and says so, where there is no chronyd or no faketime.
    public static synchronized void requireUsable() {
        if (usable == null) {
            usable = runs(CHRONYD, "--version") && Faketime.isInstalled();
            if (!usable) {
                System.out.println("WARNING: NOT TESTED with a real NTP server: chrony or faketime is not installed");
            }
        }
        assumeTrue(usable, "chrony and faketime are installed");
    }

    static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts one whose clock is ahead of this machine's.
    ///
    /// @param home an empty folder for what it writes
    public static Chrony ahead(Path home, int seconds) throws IOException {
        int port = FreePort.next();
        Faketime time = Faketime.in(home, seconds);
        Path configuration =
                Files.writeString(home.resolve("chrony.conf"), """
                port %d
                bindaddress 127.0.0.1
                allow 127.0.0.1
                cmdport 0
                bindcmdaddress /
                local stratum 3
                pidfile %s
                """.formatted(port, home.resolve("chronyd.pid")));
        ProcessBuilder builder = new ProcessBuilder(
                        CHRONYD, "-x", "-d", "-u", System.getProperty("user.name"), "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("chronyd.log").toFile());
        builder.environment().putAll(time.environment());
        Chrony chrony = new Chrony(builder.start(), time, port);
        chrony.awaitAnswer();
        return chrony;
    }

    /// Sets its clock.
    public void set(int secondsAhead) throws IOException {
        time.set(secondsAhead);
    }

    private void awaitAnswer() {
        await().atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() throws IOException {
        byte[] question = new byte[48];
        question[0] = 0x23;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(100);
            socket.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), port));
            socket.receive(new DatagramPacket(new byte[48], 48));
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    /// As `--ntp` takes it.
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
