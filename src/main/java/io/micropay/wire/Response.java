package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Memo;
import io.micropay.money.NetAmount;
import io.micropay.money.OrderId;
import io.micropay.money.Price;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sku;
import io.micropay.money.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What the server may answer: one case for each answer of the protocol.
///
/// Proofs, refusal reasons and features stay text here: what they mean is known by those who verify them, and a
/// later version may add to them.
public sealed interface Response {

    /// Who the server is and what it can do.
    ///
    /// @param ledger lower-case hex SHA-256 of the CA's SubjectPublicKeyInfo
    /// @param receiptCertificate DER of the certificate that receipts are verified with
    /// @param settlementCertificate DER of the certificate that settlements are encrypted for; empty when
    ///     the server takes none
    record Hello(
            String ledger,
            String unit,
            Timestamp now,
            List<String> features,
            Base64Url receiptCertificate,
            Optional<Base64Url> settlementCertificate)
            implements Response {}

    record Ok() implements Response {}

    /// The certificate that was asked for.
    ///
    /// @param certificate DER
    /// @param authority DER of the CA's; a client refuses one that it does not trust already
    record Enrolled(Base64Url certificate, Base64Url authority) implements Response {}

    record RegistrationFailed(String reason) implements Response {}

    record AuthenticationFailed(String reason) implements Response {

        /// The reason for which a client can ask its person for an invitation, and send `ENROLL` again.
        public static final String INVITATION_NEEDED = "an invitation is needed";
    }

    record FormatError(String reason) implements Response {}

    /// This connection has logged in before.
    record OnlyOneLogin() implements Response {}

    /// Another connection is logged in to the account.
    record AlreadyLoggedIn() implements Response {}

    record LoginRequired() implements Response {}

    /// The asker's balance and everybody who is online.
    ///
    /// @param online sorted by name
    record StatusBlock(Amount balance, List<OnlineAccount> online) implements Response {
        public StatusBlock {
            online = List.copyOf(online);
        }
    }

    /// One entry of the status block.
    ///
    /// @param address RFC 5952 text without a zone
    /// @param port where the account listens, 0 when it does not
    record OnlineAccount(AccountName name, String address, int port) {}

    record Balance(Amount amount) implements Response {}

    /// An account's public key.
    ///
    /// @param key DER SubjectPublicKeyInfo
    record Key(AccountName name, Base64Url key) implements Response {}

    record TransOk(String proof) implements Response {}

    record TransFailed(String reason, String text) implements Response {

        /// Whether it says nothing of what was asked: the server is at its limit, and can be asked again.
        public boolean isBusy() {
            return reason.equals("BUSY");
        }
    }

    /// The order is before its payee, who has not answered yet.
    record Pending() implements Response {}

    /// The payee, or the server where the payee is not to be had, declined the order; that does not end it.
    record Declined(String reason) implements Response {}

    record NeverSeen() implements Response {}

    record Committed(String proof) implements Response {}

    record Refused(String reason) implements Response {}

    record Cancelled() implements Response {}

    /// A page of the account's payments.
    ///
    /// @param proofs newest first
    record History(List<String> proofs) implements Response {
        public History {
            proofs = List.copyOf(proofs);
        }
    }

    /// The block that was announced may come.
    record Send() implements Response {}

    /// The menu is the shop's from now on.
    ///
    /// @param menuHash SHA-256 of the menu's CSV
    record Published(String menuHash) implements Response {}

    /// The menu is not taken.
    ///
    /// @param line the line of the CSV that is wrong; 0 for the file as a whole
    record NotPublished(int line, String reason) implements Response {}

    /// The shop says no.
    ///
    /// @param shortage what there is too little of
    record ShopFailed(String reason, Optional<Shortage> shortage) implements Response {}

    /// What there is too little of.
    ///
    /// @param left how many there are
    record Shortage(Sku sku, int left) {}

    /// A page of all shops.
    ///
    /// @param shops sorted by name
    record Shops(int page, int pages, List<ShopEntry> shops) implements Response {
        public Shops {
            shops = List.copyOf(shops);
        }
    }

    /// One line of the list of shops.
    ///
    /// @param items how many the menu has
    record ShopEntry(AccountName merchant, Memo title, int items) {}

    /// A page of a menu.
    ///
    /// @param items in the merchant's order
    record MenuPage(int page, int pages, String menuHash, List<MenuItem> items) implements Response {
        public MenuPage {
            items = List.copyOf(items);
        }
    }

    /// One line of a menu.
    ///
    /// @param stock how many can be bought now
    record MenuItem(Sku sku, Memo category, Memo title, Price price, int stock) {}

    /// An answer whose block follows its line.
    sealed interface Announcement extends Response {
        Block block();
    }

    /// The whole menu.
    record MenuBlock(Block block) implements Announcement {}

    /// What a basket costs; its stock is held until then.
    record Quote(OrderId order, Amount amount, Timestamp expires, String menuHash, String basketHash)
            implements Response {}

    /// What was bought with a payment, and its proof.
    record Receipt(OrderId order, String menuHash, PricedBasket basket, String proof) implements Response {

        /// The same with empty signatures, which leave room for a basket in a datagram.
        public Receipt withoutSignatures() {
            return new Receipt(order, menuHash, basket, Proofs.withoutSignatures(proof));
        }
    }

    /// Answers [Request.Settle]: nothing is settled.
    record NotSettled(String reason) implements Response {}

    /// What came of a settled day; the report follows the line.
    ///
    /// @param total of the payments that the ledger has of the day, refunds taken off
    record Settled(LocalDate date, int matched, int missing, int extra, int mismatched, NetAmount total, Block block)
            implements Announcement {}

    /// The answer, or the request, is too long for a datagram: it is to be asked for over TLS.
    record TooLong() implements Response {}

    record Bye() implements Response {}
}
