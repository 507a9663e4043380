package io.micropay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Where the demo plays: a folder of its own, and the processes, which are ended in any case.
final class DemoStage implements AutoCloseable {

    private final Path jar;
    private final TemporaryFolder folder;
    private final PrintWriter out;
    private final List<DemoProcess> processes = new CopyOnWriteArrayList<>();
    private final Thread ender = new Thread(this::endAll, "end-demo");

    DemoStage(Path jar, PrintWriter out) throws IOException {
        this.jar = jar;
        this.out = out;
        this.folder = TemporaryFolder.create("micropay-demo-");
        Runtime.getRuntime().addShutdownHook(ender);
    }

    /// Says what comes next.
    void heading(String text) {
        show("");
        show("== " + text);
    }

    /// Starts a command of the packaged jar in a process of its own.
    ///
    /// @param jvmOptions for a process that lives for seconds only
    DemoProcess start(String name, List<String> jvmOptions, List<String> command) throws IOException {
        List<String> line = PackagedJar.command(jar, jvmOptions, command);
        DemoProcess process = DemoProcess.start(name, line, this::show);
        processes.add(process);
        return process;
    }

    /// A path in the demo's folder.
    String path(String name) {
        return folder.resolve(name).toString();
    }

    /// A port that was free just now.
    static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private void show(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running, and does the same.
        }
    }

    private void endAll() {
        processes.forEach(DemoProcess::close);
        folder.delete();
    }
}
