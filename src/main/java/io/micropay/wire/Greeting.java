package io.micropay.wire;

import java.util.Optional;

/// The lines a server writes before it reads the first request, and a payee before it reads the order.
public sealed interface Greeting {

    /// The handshake is over and the certificate is judged.
    record Accepted() implements Greeting {}

    /// No worker is free.
    ///
    /// @param ahead the clients that wait before this one
    record Wait(int ahead) implements Greeting {}

    /// A worker is there: requests are read from now on.
    record Assigned() implements Greeting {}

    /// The server is at its limit, and closes.
    record Busy() implements Greeting {}

    /// The line, without its line feed.
    default String line() {
        return switch (this) {
            case Accepted accepted -> "Connection accepted!";
            case Wait wait -> "Please wait until a thread is finished#" + wait.ahead();
            case Assigned assigned -> "Handler assigned!";
            case Busy busy -> "Server busy";
        };
    }

    /// Reads a line of the greeting; empty when it is none.
    static Optional<Greeting> parse(String line) {
        try {
            return switch (Fields.split(line).getFirst()) {
                case "Connection accepted!" -> Optional.of(new Accepted());
                case "Handler assigned!" -> Optional.of(new Assigned());
                case "Server busy" -> Optional.of(new Busy());
                case "Please wait until a thread is finished" ->
                    Optional.of(new Wait((int) Math.min(Integer.MAX_VALUE, ahead(line))));
                default -> Optional.empty();
            };
        } catch (FormatException notAPlace) {
            return Optional.empty();
        }
    }

    private static long ahead(String line) throws FormatException {
        var fields = Fields.split(line);
        return Fields.decimal(fields.size() > 1 ? fields.get(1) : "", "bad place");
    }
}
