package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.Identity;
import io.micropay.net.TlsContext;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// Connects to the server as any account of the bench.
final class Clients {

    private final Target target;
    private final InetSocketAddress address;

    Clients(Target target) {
        this.target = target;
        this.address =
                new InetSocketAddress(target.address().host(), target.address().port());
    }

    /// The TLS of an account, with a certificate that is made now.
    TlsContext tls(BenchAccount account) {
        CertificateAuthority authority = target.authority();
        var certificate = authority.issueAccount(
                account.name().text(), account.key().verificationKey(), CertificateAuthority.ACCOUNT_VALIDITY);
        Identity identity = new Identity(certificate, List.of(certificate, authority.certificate()), account.key());
        return TlsContext.client(identity, authority.certificate());
    }

    /// Connects, and is served.
    TlsPeer connect(TlsContext tls, Scratch scratch) throws IOException, BenchException {
        var engine = tls.engine(target.address().host(), target.address().port());
        TlsPeer peer = TlsPeer.dial(address, engine, scratch);
        try {
            new Dialogue(peer, scratch).greet();
            return peer;
        } catch (IOException | BenchException | RuntimeException failure) {
            peer.close();
            throw failure;
        }
    }

    /// Registers an account on a connection of its own key.
    void register(BenchAccount account, TlsPeer peer, Scratch scratch) throws IOException, BenchException {
        Response answer = new Dialogue(peer, scratch).ask(new Request.Register(account.name(), target.deposit()));
        if (!(answer instanceof Response.Ok)) {
            throw new BenchException(
                    Trouble.REFUSED,
                    "the server does not register " + account.name() + " with " + target.deposit() + ": " + answer,
                    "accounts need an opening deposit: server --opening-deposit-max " + target.deposit());
        }
    }

    /// Logs in on a connection of its own key.
    void logIn(BenchAccount account, TlsPeer peer, Scratch scratch) throws IOException, BenchException {
        Response answer = new Dialogue(peer, scratch).ask(new Request.Login(account.name(), 0, false));
        if (!(answer instanceof Response.StatusBlock)) {
            throw new BenchException(
                    Trouble.REFUSED, "the server does not let " + account.name() + " log in: " + answer, null);
        }
    }
}
