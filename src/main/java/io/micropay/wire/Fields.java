package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Base64Url;
import io.micropay.money.Basket;
import io.micropay.money.Memo;
import io.micropay.money.NetAmount;
import io.micropay.money.OrderId;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.money.PlainText;
import io.micropay.money.Price;
import io.micropay.money.PricedBasket;
import io.micropay.money.Sha256Text;
import io.micropay.money.Sku;
import io.micropay.money.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of a line and the elements they hold.
///
/// Each reader throws [FormatException] with the element's name when a field is not of its form.
final class Fields {

    private static final int TEXT_BYTES_MAX = 200;
    private static final int INVITATION_LENGTH_MIN = 8;
    private static final int INVITATION_LENGTH_MAX = 64;

    /// An IPv6 address whose end is written as an IPv4 address.
    private static final int ADDRESS_LENGTH_MAX = 45;

    private static final int PORT_MIN = 1_024;
    private static final int PORT_MAX = 65_535;
    private static final int DECIMAL_DIGITS_MAX = 18;
    private static final int PAGE_MAX = 1_000_000;
    private static final int STOCK_MAX = 999_999;

    private Fields() {}

    /// The fields of `line`, the empty ones and the last one too.
    static List<String> split(String line) {
        List<String> fields = new ArrayList<>(16);
        int start = 0;
        for (int end = line.indexOf('#'); end >= 0; end = line.indexOf('#', start)) {
            fields.add(line.substring(start, end));
            start = end + 1;
        }
        fields.add(line.substring(start));
        return fields;
    }

    static AccountName name(String field) throws FormatException {
        return required(AccountName.parse(field), "bad name");
    }

    static Amount amount(String field) throws FormatException {
        return required(Amount.parse(field), "bad amount");
    }

    /// What amounts come to, which may be below zero.
    static NetAmount sum(String field) throws FormatException {
        return required(NetAmount.parseSum(field), "bad amount");
    }

    static PaymentId id(String field) throws FormatException {
        return required(PaymentId.parse(field), "bad id");
    }

    static Timestamp timestamp(String field) throws FormatException {
        return required(Timestamp.parse(field), "bad instant");
    }

    static Memo memo(String field) throws FormatException {
        return required(Memo.parse(field), "bad memo");
    }

    static Base64Url base64Url(String field) throws FormatException {
        return required(Base64Url.parse(field), "bad base64url");
    }

    /// A signature of a person, which is never empty.
    static Base64Url signature(String field) throws FormatException {
        return nonEmpty(field, "bad signature");
    }

    static Base64Url nonEmpty(String field, String otherwise) throws FormatException {
        return required(Base64Url.parse(field).filter(bytes -> !bytes.isEmpty()), otherwise);
    }

    /// The code of an invitation, `[A-Za-z0-9]{8,64}`.
    static String invitation(String field) throws FormatException {
        if (!isInvitation(field)) {
            throw new FormatException("bad invitation");
        }
        return field;
    }

    static boolean isInvitation(String code) {
        return code.length() >= INVITATION_LENGTH_MIN
                && code.length() <= INVITATION_LENGTH_MAX
                && code.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    /// A reason that somebody asks us to pass on: it is as it must be, or refused. It may be empty.
    static String reason(String field) throws FormatException {
        if (!text(field).equals(field)) {
            throw new FormatException("bad reason");
        }
        return field;
    }

    /// A reason or a text, without what no field may hold: written by us, it may quote others; read, it is shown to
    /// people, and may be anybody's.
    static String text(String field) {
        return PlainText.clean(field, TEXT_BYTES_MAX);
    }

    /// An IP address as text, and never a name that would have to be looked up.
    static String address(String field) throws FormatException {
        boolean version6 = field.indexOf(':') >= 0;
        boolean fits = field.chars()
                .allMatch(c -> (c >= '0' && c <= '9')
                        || c == '.'
                        || (version6 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':')));
        if (field.isEmpty() || field.length() > ADDRESS_LENGTH_MAX || !fits) {
            throw new FormatException("bad address");
        }
        return field;
    }

    static int port(String field) throws FormatException {
        long port = decimal(field, "bad port");
        if (port != 0 && (port < PORT_MIN || port > PORT_MAX)) {
            throw new FormatException("bad port");
        }
        return (int) port;
    }

    /// A decimal number without sign or leading zeros, of at most 18 digits.
    static long decimal(String field, String otherwise) throws FormatException {
        boolean leadingZero = field.length() > 1 && field.charAt(0) == '0';
        if (field.isEmpty() || field.length() > DECIMAL_DIGITS_MAX || leadingZero) {
            throw new FormatException(otherwise);
        }
        long value = 0;
        for (int i = 0; i < field.length(); i++) {
            int digit = field.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new FormatException(otherwise);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    static Sku sku(String field) throws FormatException {
        return required(Sku.parse(field), "bad sku");
    }

    static Basket basket(String field) throws FormatException {
        return required(Basket.parse(field), "bad basket");
    }

    static PricedBasket pricedBasket(String field) throws FormatException {
        return required(PricedBasket.parse(field), "bad basket");
    }

    static OrderId orderId(String field) throws FormatException {
        return required(OrderId.parse(field), "bad order id");
    }

    static Price price(String field) throws FormatException {
        return required(Price.parse(field), "bad price");
    }

    /// Lower-case hex SHA-256.
    static String sha256(String field) throws FormatException {
        if (!Sha256Text.isOfTheForm(field)) {
            throw new FormatException("bad sha256");
        }
        return field;
    }

    /// A page of a list, counted from 1.
    static int page(String field) throws FormatException {
        long page = decimal(field, "bad page");
        if (page < 1 || page > PAGE_MAX) {
            throw new FormatException("bad page");
        }
        return (int) page;
    }

    /// How much a shop has left of something.
    static int stock(String field) throws FormatException {
        long stock = decimal(field, "bad stock");
        if (stock > STOCK_MAX) {
            throw new FormatException("bad stock");
        }
        return (int) stock;
    }

    /// Lines, items or pages that follow or are counted.
    static int count(String field) throws FormatException {
        long count = decimal(field, "bad count");
        if (count > Integer.MAX_VALUE) {
            throw new FormatException("bad count");
        }
        return (int) count;
    }

    /// A day of the calendar, `yyyy-mm-dd`.
    static LocalDate date(String field) throws FormatException {
        required(Timestamp.parse(field + "T00:00:00Z"), "bad date");
        return LocalDate.parse(field);
    }

    /// A block whose length and hash begin at `first`.
    static Block block(List<String> fields, int first) throws FormatException {
        long length = decimal(fields.get(first), "bad length");
        if (length < 1 || length > Block.BYTES_MAX) {
            throw new FormatException("a block has 1 to " + Block.BYTES_MAX + " bytes");
        }
        return new Block((int) length, sha256(fields.get(first + 1)));
    }

    /// The order whose six fields begin at `first`; empty when its amount is not of the form while all else is.
    static Optional<PaymentOrder> order(List<String> fields, int first) throws FormatException {
        AccountName payer = name(fields.get(first));
        AccountName payee = name(fields.get(first + 2));
        PaymentId id = id(fields.get(first + 3));
        Timestamp expires = timestamp(fields.get(first + 4));
        Memo memo = memo(fields.get(first + 5));
        return Amount.parse(fields.get(first + 1))
                .map(amount -> new PaymentOrder(payer, amount, payee, id, expires, memo));
    }

    private static <T> T required(Optional<T> element, String otherwise) throws FormatException {
        return element.orElseThrow(() -> new FormatException(otherwise));
    }
}
