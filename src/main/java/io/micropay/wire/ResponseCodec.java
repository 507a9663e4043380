package io.micropay.wire;

import io.micropay.money.Base64Url;
import io.micropay.wire.Response.OnlineAccount;
import java.util.List;

/// Writes answers; [ResponseReader] reads them back.
public final class ResponseCodec {

    static final String OK = "100 OK";
    static final String REGISTRATION_FAILED = "210 FAIL";
    static final String AUTHENTICATION_FAILED = "220 AUTH_FAIL";
    static final String FORMAT_ERROR = "230 FORMAT";
    static final String ONLY_ONE_LOGIN = "Only one account can log in once!";
    static final String ALREADY_LOGGED_IN = "User already logged in!";
    static final String LOGIN_REQUIRED = "Please login to access the list!";
    static final String TRANS_OK = "TRANS OK";
    static final String TRANS_FAIL = "TRANS FAIL";
    static final String PENDING = "PENDING";
    static final String DECLINED = "DECLINED";
    static final String NEVER_SEEN = "NEVER_SEEN";
    static final String COMMITTED = "COMMITTED";
    static final String REFUSED = "REFUSED";
    static final String CANCELLED = "CANCELLED";
    static final String BYE = "Bye";
    static final String HELLO = "HELLO";
    static final String ENROLLED = "ENROLLED";
    static final String BALANCE = "BALANCE";
    static final String KEY = "KEY";
    static final String SEND = "SEND";
    static final String SHOP_FAIL = "SHOP FAIL";
    static final String SHOPS = "SHOPS";
    static final String MENU = "MENU";
    static final String QUOTE = "QUOTE";
    static final String RECEIPT = "RECEIPT";
    static final String SETTLED = "SETTLED";
    static final String TOO_LONG = "TOO_LONG";

    private ResponseCodec() {}

    /// The line or lines that say `response`, without the last line feed.
    public static String encode(Response response) {
        return switch (response) {
            case Response.Hello hello -> hello(hello);
            case Response.Ok ok -> OK;
            case Response.Enrolled enrolled -> ENROLLED + "#" + enrolled.certificate() + "#" + enrolled.authority();
            case Response.RegistrationFailed failed -> withReason(REGISTRATION_FAILED, failed.reason());
            case Response.AuthenticationFailed failed -> withReason(AUTHENTICATION_FAILED, failed.reason());
            case Response.FormatError error -> withReason(FORMAT_ERROR, error.reason());
            case Response.OnlyOneLogin refused -> ONLY_ONE_LOGIN;
            case Response.AlreadyLoggedIn refused -> ALREADY_LOGGED_IN;
            case Response.LoginRequired refused -> LOGIN_REQUIRED;
            case Response.StatusBlock block -> statusBlock(block);
            case Response.Balance balance -> BALANCE + "#" + balance.amount();
            case Response.Key key -> KEY + "#" + key.name() + "#" + key.key();
            case Response.TransOk ok -> String.join("#", TRANS_OK, ok.proof());
            case Response.TransFailed failed -> withReason(TRANS_FAIL + "#" + failed.reason(), failed.text());
            case Response.Pending pending -> PENDING;
            case Response.Declined declined -> withReason(DECLINED, declined.reason());
            case Response.NeverSeen never -> NEVER_SEEN;
            case Response.Committed committed -> String.join("#", COMMITTED, committed.proof());
            case Response.Refused refused -> REFUSED + "#" + refused.reason();
            case Response.Cancelled cancelled -> CANCELLED;
            case Response.History history -> history(history.proofs());
            case Response.Send send -> SEND;
            case Response.Published published -> OK + "#" + published.menuHash();
            case Response.NotPublished failed -> withReason(REGISTRATION_FAILED + "#" + failed.line(), failed.reason());
            case Response.NotSettled failed -> withReason(REGISTRATION_FAILED, failed.reason());
            case Response.ShopFailed failed -> ShopAnswers.failed(failed);
            case Response.Shops shops -> ShopAnswers.shops(shops);
            case Response.MenuPage page -> ShopAnswers.menuPage(page);
            case Response.MenuBlock menu -> MENU + "#" + menu.block();
            case Response.Quote quote -> ShopAnswers.quote(quote);
            case Response.Receipt receipt -> ShopAnswers.receipt(receipt);
            case Response.Settled settled -> ShopAnswers.settled(settled);
            case Response.TooLong tooLong -> TOO_LONG;
            case Response.Bye bye -> BYE;
        };
    }

    private static String hello(Response.Hello hello) {
        return String.join(
                "#",
                HELLO,
                "1",
                hello.ledger(),
                hello.unit(),
                hello.now().toString(),
                String.join(",", hello.features()),
                hello.receiptCertificate().toString(),
                hello.settlementCertificate().map(Base64Url::toString).orElse(""));
    }

    private static String withReason(String line, String reason) {
        return line + "#" + Fields.text(reason);
    }

    private static String statusBlock(Response.StatusBlock block) {
        StringBuilder lines = new StringBuilder();
        lines.append(block.balance()).append('\n').append(block.online().size());
        for (OnlineAccount account : block.online()) {
            lines.append('\n').append(account.name());
            lines.append('#').append(account.address()).append('#').append(account.port());
        }
        return lines.toString();
    }

    private static String history(List<String> proofs) {
        StringBuilder lines = new StringBuilder().append(proofs.size());
        for (String proof : proofs) {
            lines.append('\n').append(COMMITTED).append('#').append(proof);
        }
        return lines.toString();
    }
}
