package io.micropay.client.shell;

import io.micropay.money.AccountName;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.Response.StatusBlock;
import java.util.List;

/// Who was online when the server was last asked.
public final class OnlineNames {

    private volatile List<AccountName> names = List.of();

    void update(StatusBlock block) {
        names = block.online().stream().map(OnlineAccount::name).toList();
    }

    List<AccountName> names() {
        return names;
    }
}
