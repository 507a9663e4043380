package io.micropay.bench;

import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.money.Amount;
import java.util.Optional;

/// The server that is measured, and what it takes to be as many of its clients as are needed.
///
/// @param authority of the server's ledger: the bench certifies its own accounts
/// @param deposit what each new account opens with
/// @param process the server's own, when it runs on this machine and was started for the bench
public record Target(
        ServerAddress address,
        KnownLedger ledger,
        CertificateAuthority authority,
        Amount deposit,
        Optional<ProcessHandle> process) {}
