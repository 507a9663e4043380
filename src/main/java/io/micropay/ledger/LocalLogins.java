package io.micropay.ledger;

import io.micropay.money.AccountName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// The logins of the only server of a ledger.
public final class LocalLogins implements Logins {

    private final Map<AccountName, Login> logins = new ConcurrentSkipListMap<>();
    private volatile Consumer<Login> listener = takenOver -> {};

    @Override
    public void onTakeOver(Consumer<Login> newListener) {
        listener = newListener;
    }

    @Override
    public boolean enter(Login login) {
        return logins.putIfAbsent(login.name(), login) == null;
    }

    @Override
    public void takeOver(Login login) {
        Login before = logins.put(login.name(), login);
        if (before != null) {
            listener.accept(before);
        }
    }

    @Override
    public void leave(Login login) {
        logins.remove(login.name(), login);
    }

    @Override
    public List<Login> online() {
        return List.copyOf(logins.values());
    }

    @Override
    public void close() {
        logins.clear();
    }
}
