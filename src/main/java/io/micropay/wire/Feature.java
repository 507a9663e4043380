package io.micropay.wire;

/// What a server may say in HELLO that it can do, in alphabetical order. Clients pass over words they do not know.
public enum Feature {
    /// Certifies keys.
    ENROL("enrol"),

    /// Tells sessions of payments.
    EVENTS("events"),

    /// Puts orders before payees whom nobody can dial.
    RELAY("relay"),

    /// Keeps shops.
    SHOP("shop"),

    /// Can be asked for shops over UDP.
    UDP("udp");

    private final String word;

    Feature(String word) {
        this.word = word;
    }

    /// As it stands on the wire.
    public String word() {
        return word;
    }
}
