package io.micropay.doctor;

import io.micropay.client.ConnectionException;
import io.micropay.client.ConnectionNotices;
import io.micropay.client.Dialler;
import io.micropay.client.ServerAddress;
import io.micropay.client.ServerConnection;
import io.micropay.crypto.Identity;
import io.micropay.money.AccountName;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether a server takes one's certificate, and whether one can be paid: the way back.
///
/// To learn the address under which the server lists one, the check logs in for a moment, without a port, so that
/// nobody dials it.
public final class AccountCheck implements Check {

    private static final Duration WORKER = Duration.ofSeconds(10);

    private final ServerAddress address;
    private final Identity own;
    private final AccountName name;
    private final int port;

    /// Looks at the way to a server and back.
    ///
    /// @param port where the wallet is to listen; 0 for one that is paid through the server
    public AccountCheck(ServerAddress address, Identity own, AccountName name, int port) {
        this.address = address;
        this.own = own;
        this.name = name;
        this.port = port;
    }

    @Override
    public String subject() {
        return "account";
    }

    @Override
    public void run(Consumer<Finding> tell) throws InterruptedException {
        try (ServerConnection connection = Dialler.of(address, own).connect(ConnectionNotices.NONE, WORKER)) {
            tell.accept(Finding.ok("account", "the server accepts the certificate of " + name));
            wayBack(connection, tell);
            connection.exit();
        } catch (ConnectionException failure) {
            tell.accept(ServerCheck.finding("account", failure));
        }
    }

    private void wayBack(ServerConnection connection, Consumer<Finding> tell)
            throws ConnectionException, InterruptedException {
        switch (connection.ask(new Request.Login(name, 0, false))) {
            case Response.StatusBlock status -> {
                Optional<String> listed = status.online().stream()
                        .filter(online -> online.name().equals(name))
                        .map(Response.OnlineAccount::address)
                        .findFirst();
                tell.accept(port == 0 ? throughTheServer() : new WayBack(port).from(listed.orElse("")));
            }
            case Response.AlreadyLoggedIn in ->
                tell.accept(Finding.warn(
                        "way back", "not looked at: another wallet is logged in as " + name, "close it and ask again"));
            case Response.AuthenticationFailed failed ->
                tell.accept(Finding.warn(
                        "way back", "not looked at: " + name + " cannot log in (" + failed.reason() + ")", "register"));
            default -> tell.accept(Finding.fail("way back", "the server did not answer a login", Optional.empty()));
        }
    }

    private static Finding throughTheServer() {
        return Finding.ok("way back", "no port to listen on: payments come through the server");
    }
}
