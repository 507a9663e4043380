package io.micropay.ledger;

import io.micropay.money.AccountName;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// Who is logged in, and where, over all servers of a ledger. An account is logged in through one session at a time.
///
/// Methods that ask a store which servers share throw [LedgerBusyException] when it cannot be asked now.
public interface Logins extends AutoCloseable {

    /// An account that is logged in.
    ///
    /// @param session the session's own mark, unlike that of any other on any server
    /// @param address the address of its connection, as lists tell it
    /// @param port where it listens for orders, 0 when it does not
    record Login(AccountName name, UUID session, String address, int port) {}

    /// Names who is told when a login of this server has been taken over, by a session of this server or another.
    /// Called once, before anybody logs in.
    void onTakeOver(Consumer<Login> listener);

    /// Logs in, unless the account is logged in already.
    ///
    /// @return whether it is logged in through this session now
    boolean enter(Login login);

    /// Logs in whoever is logged in already; the later wins.
    void takeOver(Login login);

    /// Logs out. A later login of the account stays.
    void leave(Login login);

    /// All that are logged in, sorted by name in lower case.
    List<Login> online();

    /// Logs all of this server out.
    @Override
    void close();
}
