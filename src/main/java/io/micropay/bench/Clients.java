package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.crypto.CertificateAuthority;
import io.micropay.crypto.Identity;
import io.micropay.money.Amount;
import io.micropay.net.TlsContext;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connects to the server as any account of the bench, and says what clients say outside of the load.
final class Clients {

    private final Target target;
    private final Accounts accounts;
    private final InetSocketAddress address;

    Clients(Target target, Accounts accounts) {
        this.target = target;
        this.accounts = accounts;
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
    TlsPeer connect(BenchAccount account, Scratch scratch) throws IOException, BenchException {
        return connect(tls(account), scratch);
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

    /// Registers an account on a connection of its own key, unless that was done before.
    ///
    /// @return the account's balance
    Amount register(BenchAccount account, TlsPeer peer, Scratch scratch) throws IOException, BenchException {
        Dialogue dialogue = new Dialogue(peer, scratch);
        Response answer = dialogue.ask(new Request.Register(account.name(), target.deposit()));
        if (answer instanceof Response.Ok) {
            accounts.deposited();
            return target.deposit();
        }
        if (dialogue.ask(new Request.Balance()) instanceof Response.Balance known) {
            return known.amount();
        }
        throw unexpected(
                Trouble.REFUSED,
                "the server does not register an account with " + target.deposit(),
                answer,
                "accounts need money to pay with: micropay server --opening-deposit-max " + target.deposit());
    }

    /// What it means that the server has answered otherwise.
    private static BenchException unexpected(
            Trouble trouble, String consequence, Response answer, @Nullable String hint) {
        return switch (answer) {
            case Response.TransFailed failed
            when failed.isBusy() ->
                new BenchException(Trouble.UNAVAILABLE, consequence + ": it is busy", "try again later");
            case Response.AlreadyLoggedIn other ->
                new BenchException(
                        Trouble.UNAVAILABLE,
                        consequence + ": it is logged in",
                        "another bench with the same --dir may be running");
            case Response.RegistrationFailed failed ->
                new BenchException(trouble, consequence + ": " + failed.reason(), hint);
            default -> new BenchException(trouble, consequence + ": " + ResponseCodec.encode(answer), hint);
        };
    }

    /// Logs in on a connection of its own key.
    ///
    /// @return the account's balance
    Amount logIn(BenchAccount account, TlsPeer peer, Scratch scratch) throws IOException, BenchException {
        Response answer = new Dialogue(peer, scratch).ask(new Request.Login(account.name(), 0, false));
        if (answer instanceof Response.StatusBlock block) {
            return block.balance();
        }
        throw unexpected(Trouble.REFUSED, "the server does not let " + account.name() + " log in", answer, null);
    }

    /// Asks for the balance of the connection's account.
    static Amount balance(BenchAccount account, TlsPeer peer, Scratch scratch) throws IOException, BenchException {
        Response answer = new Dialogue(peer, scratch).ask(new Request.Balance());
        if (answer instanceof Response.Balance balance) {
            return balance.amount();
        }
        throw unexpected(Trouble.LOST, "the server does not tell " + account.name() + " its balance", answer, null);
    }
}
