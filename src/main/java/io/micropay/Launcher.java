package io.micropay;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/// Starts micropay: in this process on a Java that can run it, else on a newer one installed beside it.
///
/// A machine often has an older `java` on its path and a newer JDK under `/usr/lib/jvm`.
/// `java -jar micropay.jar` works there too, and behaves as if the newer one had been called.
public final class Launcher {

    private static final int OLDEST_JAVA = 21;

    /// What `sysexits.h` calls EX_UNAVAILABLE.
    private static final int EXIT_NO_JAVA = 69;

    private Launcher() {}

    public static void main(String[] args) throws Throwable {
        if (Runtime.version().feature() >= OLDEST_JAVA) {
            ChildJvm.endWithParent();
            callMain(args);
        } else {
            System.exit(runElsewhere(args));
        }
    }

    /// By name, since the rest of micropay is compiled for a newer Java than this class.
    private static void callMain(String[] args) throws Throwable {
        try {
            Class.forName("io.micropay.cli.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static int runElsewhere(String[] args) throws InterruptedException {
        Optional<InstalledJava> java = InstalledJava.find(OLDEST_JAVA);
        if (java.isEmpty()) {
            return refuse("needs Java " + OLDEST_JAVA + " or newer, and this is Java "
                    + Runtime.version().feature());
        }
        try {
            return new ChildJvm(java.get().executable()).run(args);
        } catch (IOException e) {
            return refuse("cannot start " + java.get().executable() + ": " + e.getMessage());
        }
    }

    private static int refuse(String reason) {
        System.err.println("micropay: error: " + reason);
        System.err.println(
                "micropay: hint: install a JDK " + OLDEST_JAVA + " or newer, or set JAVA_HOME to the folder of one");
        return EXIT_NO_JAVA;
    }
}
