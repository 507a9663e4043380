package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Basket;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Sku;
import java.time.LocalDate;
import java.util.Optional;

/// What a client may ask of the server: one case for each request of the protocol, and one for a line that is none.
public sealed interface Request {

    record Hello() implements Request {}

    /// Asks for a certificate.
    ///
    /// @param request DER of a PKCS#10 request
    /// @param invitation `[A-Za-z0-9]{8,64}`, good once
    record Enroll(Base64Url request, Optional<String> invitation) implements Request {

        /// Whether a code is of the form: another would be taken for something else than an invitation.
        public static boolean isInvitation(String code) {
            return Fields.isInvitation(code);
        }
    }

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

    /// A payment to a payee whom the payer cannot dial: the server puts the order before the payee.
    record Relay(PaymentOrder order, Base64Url payerSignature) implements Request {}

    /// A `TRANS` or `RELAY` whose only fault in form is its amount. Unlike every other fault this is a refusal of the
    /// payment.
    record BadAmount() implements Request {}

    /// The payee's no to an order that the server put before it.
    record Decline(AccountName payer, PaymentId id, String reason) implements Request {}

    /// From now on the session may get lines it has not asked for, see [ServerEvent].
    record EventsOn() implements Request {}

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

    /// What buyers and merchants ask; it takes a login.
    sealed interface AtShop extends Request {}

    /// A request whose block is sent when the server has said [Response.Send], and not before.
    sealed interface Upload extends AtShop {
        Block block();
    }

    /// Opens a shop, or changes its menu.
    ///
    /// @param block CMS SignedData of the menu, by the merchant
    record Publish(Block block) implements Upload {}

    /// Settles a day that is over.
    ///
    /// @param block CMS AuthEnvelopedData for the server around SignedData of the day's CSV, by the merchant
    record Settle(LocalDate date, Block block) implements Upload {}

    /// Lets people buy in the merchant's shop, or not for now.
    record Shop(boolean open) implements AtShop {}

    /// From now on so much is left of an item.
    record Stock(Sku sku, int left) implements AtShop {}

    /// Who sells something.
    ///
    /// @param page from 1
    record Shops(int page) implements AtShop {}

    /// A page of a menu.
    ///
    /// @param page from 1
    record Browse(AccountName merchant, int page) implements AtShop {}

    /// The whole menu, as the merchant signed it.
    record Menu(AccountName merchant) implements AtShop {}

    record Buy(AccountName merchant, Basket basket) implements AtShop {}

    /// What was bought with a payment?
    record Receipt(PaymentId id) implements AtShop {}

    record Exit() implements Request {}

    /// A line that announces a block and is not of its form. Nobody knows what follows, so the connection is closed
    /// after the answer, `230 FORMAT`.
    record UnreadableUpload(String reason) implements Request {}

    /// A line that is no request of this server; answered with `230 FORMAT`, and the session goes on.
    record Unreadable(String reason) implements Request {}
}
