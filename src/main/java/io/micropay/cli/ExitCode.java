package io.micropay.cli;

/// The exit codes, as the README lists them. From 64 on they are those of `sysexits.h`.
final class ExitCode {

    static final int DONE = 0;

    /// The server, the payee or a check said no.
    static final int REFUSED = 1;

    static final int USAGE = 2;

    /// A certificate, a key, a password or a login was not accepted.
    static final int AUTHENTICATION = 4;

    static final int INSUFFICIENT_FUNDS = 5;

    /// The server cannot be reached, or is busy.
    static final int UNAVAILABLE = 69;

    /// A fault of micropay's own.
    static final int SOFTWARE = 70;

    /// This machine's clock is wrong.
    static final int CLOCK_WRONG = 71;

    /// A file, a ledger or an address that is needed cannot be made or taken.
    static final int CANNOT_CREATE = 73;

    /// A disk or a file failed: full, damaged, not readable.
    static final int IO_ERROR = 74;

    /// Certificates, keys or settings that do not fit.
    static final int CONFIGURATION = 78;

    /// A bench missed a threshold.
    static final int THRESHOLD = 99;

    private ExitCode() {}
}
