package io.micropay;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// micropay on another Java, as transparent as a child process can be: same arguments, console,
/// JVM options and exit code; a signal to this process ends the child, and so does its death.
final class ChildJvm {

    /// Tells the child the id of the process that it must not outlive.
    private static final String PARENT_PROPERTY = "micropay.parent";

    private static final long PARENT_CHECK_MILLIS = 250;

    private final Path java;

    ChildJvm(Path java) {
        this.java = java;
    }

    /// Runs the child to its end and returns its exit code.
    int run(String[] args) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(command(args)).inheritIO().start();
        leaveInterruptsToTheTerminal(child);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> passEnd(child)));
        return child.waitFor();
    }

    private List<String> command(String[] args) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + PARENT_PROPERTY + "=" + ProcessHandle.current().pid());
        command.add("-jar");
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(args));
        return command;
    }

    /// The JVM would exit with the signal's number; whoever waits for us wants the child's own answer.
    private static void passEnd(Process child) {
        child.destroy();
        while (true) {
            try {
                Runtime.getRuntime().halt(child.waitFor());
            } catch (InterruptedException e) {
                // Nothing else may end this thread: the child's exit code is still to come.
            }
        }
    }

    /// Ctrl-C on a terminal reaches the child as well, which may only drop a line for it; ending
    /// here would take the prompt away. Without a terminal the signal was meant for us alone.
    @SuppressWarnings("SystemConsoleNull") // This class runs on a Java below 21, where null means: no terminal.
    private static void leaveInterruptsToTheTerminal(Process child) {
        boolean terminal = System.console() != null;
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object onInterrupt = Proxy.newProxyInstance(
                    Launcher.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, raised) -> {
                        if (!terminal) {
                            child.destroy();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), onInterrupt);
        } catch (ReflectiveOperationException e) {
            // A Java without signal handlers ends on Ctrl-C, and the child with it.
            return;
        }
    }

    /// In the child: exits in good order soon after the parent is gone, even by a signal that it could not pass on.
    static void endWithParent() {
        @Nullable String parent = System.getProperty(PARENT_PROPERTY);
        if (parent != null) {
            var watch = new Thread(() -> awaitEndOf(Long.parseLong(parent)), "parent-watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    /// A dead parent can stay in the process table, but its children are given to another at once.
    private static void awaitEndOf(long parent) {
        try {
            while (ProcessHandle.current()
                    .parent()
                    .filter(now -> now.pid() == parent)
                    .isPresent()) {
                Thread.sleep(PARENT_CHECK_MILLIS);
            }
        } catch (InterruptedException e) {
            // No one interrupts this thread but a JVM that is ending.
        }
        System.exit(1);
    }
}
