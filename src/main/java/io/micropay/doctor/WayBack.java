package io.micropay.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether somebody who dials the address that others are told arrives at a port of this machine.
///
/// From inside this is known for sure only when the answer is no: one's own packets may take another way than those of
/// others.
final class WayBack {

    private static final String SUBJECT = "way back";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int WORD_BYTES = 16;

    private final int port;
    private final byte[] word = new byte[WORD_BYTES];

    WayBack(int port) {
        this.port = port;
        new SecureRandom().nextBytes(word);
    }

    /// @param address under which the server lists this machine
    Finding from(String address) throws InterruptedException {
        try (ServerSocket listening = new ServerSocket(port)) {
            InetAddress listed = InetAddress.getByName(address);
            CompletableFuture<Boolean> arrived = new CompletableFuture<>();
            Thread.ofVirtual().name("way-back").start(() -> accept(listening, arrived));
            return dial(listed) && isTrue(arrived) ? reached(listed) : notReached(listed);
        } catch (IOException taken) {
            return Finding.fail(
                    SUBJECT,
                    "cannot listen on port " + port + ": " + taken.getMessage(),
                    Optional.of("choose another port, or end what listens there: is a wallet open?"));
        }
    }

    /// Takes connections until one says the word: others may dial this port, too.
    private void accept(ServerSocket listening, CompletableFuture<Boolean> arrived) {
        try {
            while (!arrived.isDone()) {
                Socket socket = listening.accept();
                Thread.ofVirtual().name("way-back-caller").start(() -> hear(socket, arrived));
            }
        } catch (IOException closed) {
            arrived.complete(false);
        }
    }

    private void hear(Socket socket, CompletableFuture<Boolean> arrived) {
        try (socket;
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            if (Arrays.equals(in.readNBytes(WORD_BYTES), word)) {
                arrived.complete(true);
            }
        } catch (IOException silent) {
            // Somebody else, who wants nothing of this check.
        }
    }

    private boolean dial(InetAddress listed) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(listed, port), Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(word);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static boolean isTrue(CompletableFuture<Boolean> arrived) throws InterruptedException {
        try {
            return arrived.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notInTime) {
            return false;
        }
    }

    private Finding reached(InetAddress listed) throws IOException {
        if (listed.isLoopbackAddress()) {
            return Finding.ok(
                    SUBJECT, "port " + port + " is free, and can be dialled from this machine, where the server is");
        }
        return NetworkInterface.getByInetAddress(listed) != null
                ? Finding.ok(
                        SUBJECT,
                        "port " + port + " is free, and others are told an address of this machine, "
                                + listed.getHostAddress()
                                + "; whether a firewall keeps them out cannot be known from inside")
                : Finding.ok(SUBJECT, "who dials " + listed.getHostAddress() + " port " + port + " arrives here");
    }

    private Finding notReached(InetAddress listed) {
        return Finding.warn(
                SUBJECT,
                "others are told " + listed.getHostAddress() + " port " + port
                        + ", and from inside nobody arrives here that way: this machine is behind a router or a firewall",
                "have port " + port + " passed on to it, or leave it: you will be paid through the server");
    }
}
