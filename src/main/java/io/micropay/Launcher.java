package io.micropay;

/** The jar's entry point. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Class.forName("io.micropay.cli.Main").getMethod("main", String[].class).invoke(null, (Object) args);
    }
}
