package io.micropay.client.shell;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import io.micropay.wire.Response.OnlineAccount;
import io.micropay.wire.Response.ShopEntry;
import io.micropay.wire.Response.StatusBlock;
import java.util.List;
import java.util.stream.Stream;

/// What may come after a command's word: who was online when the server was last asked, and the payments that were
/// last shown.
public final class Suggestions {

    private volatile List<AccountName> names = List.of();
    private volatile List<PaymentId> payments = List.of();
    private volatile List<AccountName> merchants = List.of();

    void update(StatusBlock block) {
        names = block.online().stream().map(OnlineAccount::name).toList();
    }

    void shown(List<PaymentId> ids) {
        payments = List.copyOf(ids);
    }

    void shops(List<ShopEntry> shops) {
        merchants = shops.stream().map(ShopEntry::merchant).toList();
    }

    /// What can be the first argument of this command.
    Stream<String> after(Word word) {
        return switch (word) {
            case PAY -> names.stream().map(AccountName::text);
            case BROWSE, BUY, MENU -> merchants.stream().map(AccountName::text);
            case CANCEL, RECEIPT, REFUND -> payments.stream().map(PaymentId::toString);
            case ACCEPT, ASK, DECLINE, FORGET -> Stream.of("from");
            case STATEMENT -> Stream.of("--from", "--to", "--format");
            case CONNECT,
                    REGISTER,
                    LOGIN,
                    LIST,
                    SHOPS,
                    REQUEST,
                    PAYMENTS,
                    HISTORY,
                    RECEIPTS,
                    VERIFY,
                    HELP,
                    DISCONNECT,
                    EXIT -> Stream.empty();
        };
    }
}
