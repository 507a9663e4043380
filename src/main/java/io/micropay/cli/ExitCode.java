package io.micropay.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/// The exit codes, as the README lists them. From 64 on they are those of `sysexits.h`.
final class ExitCode {

    static final int DONE = 0;

    /// The server, the payee or a check said no.
    static final int REFUSED = 1;

    static final int USAGE = 2;

    /// A certificate, a key, a password or a login was not accepted.
    static final int AUTHENTICATION = 4;

    static final int INSUFFICIENT_FUNDS = 5;

    /// The server cannot be reached, or is busy, or another session has the login.
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

    /// Ctrl-C cut it short.
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    /// What each code tells whoever started the program.
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("0", "done");
        meanings.put("1", "refused: the server, the payee or a check said no");
        meanings.put("2", "wrong usage");
        meanings.put("4", "a certificate, a key, a password or a login was not accepted, or a server's CA not trusted");
        meanings.put("5", "insufficient funds");
        meanings.put(
                "69",
                "the server cannot be reached or is busy, or another session is logged in; or no Java that is new enough");
        meanings.put("70", "a fault of micropay's own");
        meanings.put("71", "this machine's clock is wrong, says the server of --ntp");
        meanings.put("73", "a file, a ledger or an address that is needed cannot be made or taken");
        meanings.put("74", "a disk, a file or the ledger's database failed: full, damaged, not readable, silent");
        meanings.put("78", "certificates, keys or settings that do not fit");
        meanings.put("99", "a threshold of bench was missed");
        meanings.put(
                "130",
                "ended by Ctrl-C or SIGINT, where it does not stay, as server and listen do, which end with 0 then");
        meanings.put("143", "ended by SIGTERM, likewise");
        return meanings;
    }
}
