package io.micropay.client;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.Purpose;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a payee asks to be paid, as a text that can be sent, printed or shown as a picture:
/// `micropay:Lily@host:port?amount=3.5&memo=two%20coffees&request=<reference>`.
///
/// @param payee whom to pay
/// @param server where payer and payee meet
/// @param words what it is for; the payment's own memo is the reference
/// @param reference the payee's name for it, which makes sure that it is paid once
public record PaymentRequest(AccountName payee, ServerAddress server, Amount amount, Memo words, String reference) {

    /// What a text begins with that asks for a payment.
    public static final String SCHEME = "micropay:";

    private static final int LENGTH_MAX = 2_048;
    private static final Pattern FORM =
            Pattern.compile("micropay:([^@?]+)@(?:\\[([0-9A-Fa-f:.]+)]|([^:?\\[\\]]+)):([0-9]{1,5})\\?(.+)");

    /// Reads a request; empty when the text is none. What a later version adds is passed over.
    public static Optional<PaymentRequest> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > LENGTH_MAX || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            ServerAddress server = new ServerAddress(host, Integer.parseInt(matcher.group(4)));
            return of(AccountName.parse(matcher.group(1)), server, parameters(matcher.group(5)));
        } catch (IllegalArgumentException notOfTheForm) {
            return Optional.empty();
        }
    }

    private static Optional<PaymentRequest> of(
            Optional<AccountName> payee, ServerAddress server, Map<String, String> parameters) {
        Optional<Amount> amount =
                Amount.parse(parameters.getOrDefault("amount", "")).filter(each -> !each.isZero());
        Optional<Memo> words = Memo.of(parameters.getOrDefault("memo", ""));
        String reference = parameters.getOrDefault("request", "");
        return payee.isPresent() && amount.isPresent() && words.isPresent() && Purpose.isReference(reference)
                ? Optional.of(new PaymentRequest(payee.get(), server, amount.get(), words.get(), reference))
                : Optional.empty();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            if (parameters.put(name, value) != null) {
                throw new IllegalArgumentException("said twice: " + name);
            }
        }
        return parameters;
    }

    /// A plus sign is a plus sign: it stands for a space in forms only.
    private static String decoded(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// What there is to pay.
    public PaymentIntent intent(boolean anyway) {
        return new PaymentIntent(payee, amount, memo(), anyway);
    }

    /// The memo of the payment that was asked for.
    Memo memo() {
        return new Purpose.Request(reference).memo().orElseThrow();
    }

    /// The request as a text.
    @Override
    public String toString() {
        String memo = URLEncoder.encode(words.text(), StandardCharsets.UTF_8).replace("+", "%20");
        return SCHEME + payee + "@" + server + "?amount=" + amount + (memo.isEmpty() ? "" : "&memo=" + memo)
                + "&request=" + reference;
    }
}
