package io.micropay.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The process's own output, for what programs read: UTF-8, whatever the locale.
final class StandardStreams {

    private StandardStreams() {}

    static PrintStream out() {
        return utf8(FileDescriptor.out);
    }

    static PrintStream err() {
        return utf8(FileDescriptor.err);
    }

    /// Where a person types and reads; null when input or output is redirected.
    @SuppressWarnings("SystemConsoleNull") // True of the console that is the default from 22 to 24, and not chosen.
    static @Nullable Console console() {
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
