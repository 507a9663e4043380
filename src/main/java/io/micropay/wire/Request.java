package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.util.Optional;

/// What a client may ask of the server: one case for each request of the protocol, and one for a line that is none.
public sealed interface Request {

    record Hello() implements Request {}

    record Register(AccountName name, Amount deposit) implements Request {}

    /// Takes part as an account, by name or verb.
    ///
    /// @param port where the client listens for orders, 0 when it does not
    /// @param takeover whether an older login of the account is to end
    record Login(AccountName name, int port, boolean takeover) implements Request {}

    record Balance() implements Request {}

    record ListOnline() implements Request {}

    record Key(AccountName name) implements Request {}

    record Trans(PaymentOrder order, Base64Url payerSignature, Base64Url payeeSignature) implements Request {}

    /// A `TRANS` whose only fault in form is its amount. Unlike every other fault this is a refusal of the payment.
    record TransWithBadAmount() implements Request {}

    /// What became of a payment?
    ///
    /// @param payer whose id it is; the asker's own when empty
    record Status(PaymentId id, Optional<AccountName> payer) implements Request {}

    record Cancel(PaymentId id) implements Request {}

    /// The account's payments, newest first.
    ///
    /// @param before payments with a smaller sequence number; 0 asks from the newest
    /// @param count 1 to 100
    record History(long before, int count) implements Request {}

    record Exit() implements Request {}

    /// A line that is no request of this server; answered with `230 FORMAT`, and the session goes on.
    record Unreadable(String reason) implements Request {}
}
