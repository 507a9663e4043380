package io.micropay.wire;

import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import java.util.List;
import java.util.Optional;

/// Reads and writes requests, each one line without its line feed.
public final class RequestCodec {

    private static final int HISTORY_COUNT_MAX = 100;

    private RequestCodec() {}

    /// The request that `line` makes; [Request.Unreadable] when it makes none.
    public static Request decode(String line) {
        List<String> fields = Fields.split(line);
        String verb = upperCase(fields.getFirst());
        try {
            return switch (verb) {
                case "HELLO" -> hello(fields);
                case "ENROLL" -> enroll(fields);
                case "REGISTER" -> register(fields);
                case "LOGIN" -> login(fields);
                case "BALANCE" -> alone(fields, new Request.Balance());
                case "LIST" -> alone(fields, new Request.ListOnline());
                case "KEY" -> new Request.Key(Fields.name(counted(fields, 2).get(1)));
                case "TRANS" -> trans(fields);
                case "RELAY" -> relay(fields);
                case "DECLINED" -> decline(fields);
                case "EVENTS" -> events(fields);
                case "STATUS" -> status(fields);
                case "CANCEL" -> new Request.Cancel(Fields.id(counted(fields, 2).get(1)));
                case "HISTORY" -> history(fields);
                case "PUBLISH" -> new Request.Publish(block(fields, 1));
                case "SETTLE" -> settle(fields);
                case "SHOP" -> shop(fields);
                case "STOCK" -> stock(fields);
                case "SHOPS" -> new Request.Shops(Fields.page(counted(fields, 2).get(1)));
                case "BROWSE" -> browse(fields);
                case "MENU" -> new Request.Menu(Fields.name(counted(fields, 2).get(1)));
                case "BUY" -> buy(fields);
                case "RECEIPT" ->
                    new Request.Receipt(Fields.id(counted(fields, 2).get(1)));
                case "EXIT" -> alone(fields, new Request.Exit());
                default -> shortLogin(fields, verb);
            };
        } catch (FormatException notOfTheForm) {
            return verb.equals("PUBLISH") || verb.equals("SETTLE")
                    ? new Request.UnreadableUpload(notOfTheForm.reason())
                    : new Request.Unreadable(notOfTheForm.reason());
        }
    }

    /// The verb in upper case. Only ASCII letters have another case here: to Unicode, the Kelvin sign is a K.
    private static String upperCase(String word) {
        char[] letters = word.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (letters[i] >= 'a' && letters[i] <= 'z') {
                letters[i] = (char) (letters[i] - 'a' + 'A');
            }
        }
        return new String(letters);
    }

    private static List<String> counted(List<String> fields, int count) throws FormatException {
        if (fields.size() != count) {
            throw new FormatException("wrong number of fields");
        }
        return fields;
    }

    private static Request alone(List<String> fields, Request request) throws FormatException {
        counted(fields, 1);
        return request;
    }

    private static Request hello(List<String> fields) throws FormatException {
        if (!counted(fields, 2).get(1).equals("1")) {
            throw new FormatException("unknown version");
        }
        return new Request.Hello();
    }

    private static Request enroll(List<String> fields) throws FormatException {
        boolean invited = fields.size() == 3;
        counted(fields, invited ? 3 : 2);
        return new Request.Enroll(
                Fields.nonEmpty(fields.get(1), "bad certificate request"),
                invited ? Optional.of(Fields.invitation(fields.get(2))) : Optional.empty());
    }

    private static Request register(List<String> fields) throws FormatException {
        counted(fields, 3);
        return new Request.Register(Fields.name(fields.get(1)), Fields.amount(fields.get(2)));
    }

    private static Request login(List<String> fields) throws FormatException {
        boolean takeover = fields.size() == 4;
        counted(fields, takeover ? 4 : 3);
        if (takeover && !fields.get(3).equals("TAKEOVER")) {
            throw new FormatException("bad login");
        }
        return new Request.Login(Fields.name(fields.get(1)), Fields.port(fields.get(2)), takeover);
    }

    /// `<name>#<port>`: any line of two fields that does not begin with a reserved word.
    private static Request shortLogin(List<String> fields, String verb) throws FormatException {
        if (AccountName.isReserved(verb)) {
            throw new FormatException("not supported");
        }
        if (fields.size() != 2) {
            throw new FormatException("unknown request");
        }
        return new Request.Login(Fields.name(fields.get(0)), Fields.port(fields.get(1)), false);
    }

    private static Request trans(List<String> fields) throws FormatException {
        counted(fields, 9);
        var payerSignature = Fields.signature(fields.get(7));
        var payeeSignature = Fields.signature(fields.get(8));
        Optional<PaymentOrder> order = Fields.order(fields, 1);
        return order.isPresent()
                ? new Request.Trans(order.get(), payerSignature, payeeSignature)
                : new Request.BadAmount();
    }

    private static Request relay(List<String> fields) throws FormatException {
        counted(fields, 8);
        var payerSignature = Fields.signature(fields.get(7));
        return Fields.order(fields, 1)
                .<Request>map(order -> new Request.Relay(order, payerSignature))
                .orElseGet(Request.BadAmount::new);
    }

    private static Request decline(List<String> fields) throws FormatException {
        counted(fields, 4);
        return new Request.Decline(Fields.name(fields.get(1)), Fields.id(fields.get(2)), Fields.reason(fields.get(3)));
    }

    private static Request events(List<String> fields) throws FormatException {
        if (!counted(fields, 2).get(1).equals("ON")) {
            throw new FormatException("events are ON");
        }
        return new Request.EventsOn();
    }

    private static Request status(List<String> fields) throws FormatException {
        boolean ofAnother = fields.size() == 3;
        counted(fields, ofAnother ? 3 : 2);
        PaymentId id = Fields.id(fields.get(1));
        return new Request.Status(id, ofAnother ? Optional.of(Fields.name(fields.get(2))) : Optional.empty());
    }

    private static Request history(List<String> fields) throws FormatException {
        counted(fields, 3);
        long before = Fields.decimal(fields.get(1), "bad sequence number");
        long count = Fields.decimal(fields.get(2), "bad count");
        if (count < 1 || count > HISTORY_COUNT_MAX) {
            throw new FormatException("bad count");
        }
        return new Request.History(before, (int) count);
    }

    /// The block that ends a line, behind `first` fields.
    private static Block block(List<String> fields, int first) throws FormatException {
        return Fields.block(counted(fields, first + 2), first);
    }

    private static Request settle(List<String> fields) throws FormatException {
        Block block = block(fields, 2);
        return new Request.Settle(Fields.date(fields.get(1)), block);
    }

    private static Request shop(List<String> fields) throws FormatException {
        return switch (counted(fields, 2).get(1)) {
            case "OPEN" -> new Request.Shop(true);
            case "CLOSED" -> new Request.Shop(false);
            default -> throw new FormatException("a shop is OPEN or CLOSED");
        };
    }

    private static Request stock(List<String> fields) throws FormatException {
        counted(fields, 3);
        return new Request.Stock(Fields.sku(fields.get(1)), Fields.stock(fields.get(2)));
    }

    private static Request browse(List<String> fields) throws FormatException {
        counted(fields, 3);
        return new Request.Browse(Fields.name(fields.get(1)), Fields.page(fields.get(2)));
    }

    private static Request buy(List<String> fields) throws FormatException {
        counted(fields, 3);
        return new Request.Buy(Fields.name(fields.get(1)), Fields.basket(fields.get(2)));
    }

    /// The line that makes `request`.
    ///
    /// @throws IllegalArgumentException for a request that only a reader of lines can make
    public static String encode(Request request) {
        return switch (request) {
            case Request.Hello hello -> "HELLO#1";
            case Request.Enroll enroll ->
                "ENROLL#" + enroll.request()
                        + enroll.invitation().map(code -> "#" + code).orElse("");
            case Request.Register register -> "REGISTER#" + register.name() + "#" + register.deposit();
            case Request.Login login ->
                "LOGIN#" + login.name() + "#" + login.port() + (login.takeover() ? "#TAKEOVER" : "");
            case Request.Balance balance -> "BALANCE";
            case Request.ListOnline list -> "LIST";
            case Request.Key key -> "KEY#" + key.name();
            case Request.Trans trans ->
                "TRANS#" + trans.order() + "#" + trans.payerSignature() + "#" + trans.payeeSignature();
            case Request.Relay relay -> "RELAY#" + relay.order() + "#" + relay.payerSignature();
            case Request.Decline decline ->
                "DECLINED#" + decline.payer() + "#" + decline.id() + "#" + Fields.text(decline.reason());
            case Request.EventsOn events -> "EVENTS#ON";
            case Request.Status status ->
                "STATUS#" + status.id() + status.payer().map(name -> "#" + name).orElse("");
            case Request.Cancel cancel -> "CANCEL#" + cancel.id();
            case Request.History history -> "HISTORY#" + history.before() + "#" + history.count();
            case Request.Publish publish -> "PUBLISH#" + publish.block();
            case Request.Settle settle -> "SETTLE#" + settle.date() + "#" + settle.block();
            case Request.Shop shop -> "SHOP#" + (shop.open() ? "OPEN" : "CLOSED");
            case Request.Stock stock -> "STOCK#" + stock.sku() + "#" + stock.left();
            case Request.Shops shops -> "SHOPS#" + shops.page();
            case Request.Browse browse -> "BROWSE#" + browse.merchant() + "#" + browse.page();
            case Request.Menu menu -> "MENU#" + menu.merchant();
            case Request.Buy buy -> "BUY#" + buy.merchant() + "#" + buy.basket();
            case Request.Receipt receipt -> "RECEIPT#" + receipt.id();
            case Request.Exit exit -> "EXIT";
            case Request.BadAmount unsayable -> throw new IllegalArgumentException("no request: " + unsayable);
            case Request.UnreadableUpload unsayable -> throw new IllegalArgumentException("no request: " + unsayable);
            case Request.Unreadable unsayable -> throw new IllegalArgumentException("no request: " + unsayable);
        };
    }
}
