package io.micropay.cli;

import io.micropay.bench.Target;
import io.micropay.client.ConnectionException;
import io.micropay.client.ConnectionNotices;
import io.micropay.client.Dialler;
import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.client.ServerConnection;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.money.Amount;
import java.util.Optional;

/// Finds out what a bench must know of a server.
final class BenchTarget {

    private BenchTarget() {}

    /// Asks the server who it is.
    ///
    /// @param authority of its ledger
    /// @param deposit what each account of the bench opens with
    /// @param process the server's, if it is the bench's own
    static Target at(
            ServerAddress address, CertificateAuthority authority, Amount deposit, Optional<ProcessHandle> process)
            throws CliException {
        try (ServerConnection connection =
                Dialler.anonymous(address, authority.certificate()).connect(ConnectionNotices.NONE)) {
            KnownLedger known = KnownLedger.ask(connection, authority.certificate());
            return new Target(address, known, authority, deposit, process);
        } catch (ConnectionException unwell) {
            throw new CliException(
                    String.valueOf(unwell.getMessage()), unwell.hint().orElse(null), ExitCode.UNAVAILABLE, unwell);
        }
    }
}
