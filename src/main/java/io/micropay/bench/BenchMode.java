package io.micropay.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a bench makes a server do.
public enum BenchMode {
    /// Payments, signed beforehand and submitted by their payees.
    PAYMENTS("payment"),

    /// Connections: TCP, TLS, the greeting, and the farewell.
    HANDSHAKES("handshake"),

    /// `LIST`: who is online.
    LIST("list"),

    /// Connections that are open and do nothing, for the memory they take.
    IDLE("connection");

    private final String unit;

    BenchMode(String unit) {
        this.unit = unit;
    }

    /// One of what is counted.
    String unit() {
        return unit;
    }

    /// The name on the command line.
    public String commandName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a name of the command line.
    public static Optional<BenchMode> parse(String commandName) {
        return Arrays.stream(values())
                .filter(mode -> mode.commandName().equals(commandName))
                .findFirst();
    }
}
