package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.ledger.Account;
import io.micropay.ledger.Ledger;
import io.micropay.ledger.LedgerBusyException;
import io.micropay.payment.RefusalReason;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.Optional;
import java.util.function.Function;

/// Answers the requests that may come over UDP, for the account of the key that the peer has shown.
final class DatagramDispatcher {

    private final Ledger ledger;
    private final ShopDesk shops;
    private final RelayDesk relays;
    private final ServerLog log;

    DatagramDispatcher(Ledger ledger, ShopDesk shops, RelayDesk relays, ServerLog log) {
        this.ledger = ledger;
        this.shops = shops;
        this.relays = relays;
        this.log = log;
    }

    Response answer(Fingerprint key, Request request) {
        try {
            return switch (request) {
                case Request.Shops list -> asAccount(key, asker -> shops.list(list));
                case Request.Browse browse -> asAccount(key, asker -> shops.browse(browse));
                case Request.Buy buy -> asAccount(key, asker -> shops.buy(asker, buy));
                case Request.Receipt receipt ->
                    asAccount(key, asker -> withoutSignatures(shops.receipt(asker, receipt)));
                case Request.Relay relay -> relays.relay(ledger.accountOfKey(key.hex()), relay);
                case Request.BadAmount payment -> Answers.refused(RefusalReason.AMOUNT);
                case Request.UnreadableUpload unreadable -> new Response.FormatError(unreadable.reason());
                case Request.Unreadable unreadable -> new Response.FormatError(unreadable.reason());
                default -> new Response.FormatError("not over UDP");
            };
        } catch (LedgerBusyException later) {
            log.busy(later);
            return Answers.busy(later);
        }
    }

    private Response asAccount(Fingerprint key, Function<Account, Response> answer) {
        Optional<Account> account = ledger.accountOfKey(key.hex());
        return account.map(answer).orElseGet(() -> new Response.AuthenticationFailed("this key has no account"));
    }

    private static Response withoutSignatures(Response answer) {
        return answer instanceof Response.Receipt receipt ? receipt.withoutSignatures() : answer;
    }
}
