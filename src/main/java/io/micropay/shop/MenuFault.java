package io.micropay.shop;

/// Ends the reading of a menu; caught where it began.
final class MenuFault extends Exception {

    private final int line;
    private final String reason;

    MenuFault(int line, String reason) {
        super(reason, null, false, false);
        this.line = line;
        this.reason = reason;
    }

    MenuReading.Faulty reading() {
        return new MenuReading.Faulty(line, reason);
    }
}
