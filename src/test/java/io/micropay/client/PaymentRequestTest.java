package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Memo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentRequestTest {

    @Test
    void requestIsATextAndBack() {
        PaymentRequest request = request("pay.example.org", "two coffees & 100% caf\u00e9 + cake?");

        assertThat(request)
                .hasToString("micropay:Lily@pay.example.org:16000?amount=3.5"
                        + "&memo=two%20coffees%20%26%20100%25%20caf%C3%A9%20%2B%20cake%3F&request=abcd1234");
        assertThat(PaymentRequest.parse(request.toString())).contains(request);
    }

    @Test
    void serverMayBeAnAddressAndTheMemoMissing() {
        PaymentRequest request = request("::1", "");

        assertThat(request).hasToString("micropay:Lily@[::1]:16000?amount=3.5&request=abcd1234");
        assertThat(PaymentRequest.parse(request.toString())).contains(request);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        assertThat(PaymentRequest.parse(request("::1", "tea") + "&until=2030")).contains(request("::1", "tea"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "micropay:",
                "micropay:Lily@host:1?amount=3.5",
                "micropay:Lily@host:1?request=abcd1234",
                "micropay:Lily@host?amount=3.5&request=abcd1234",
                "micropay:Lily@host:0?amount=3.5&request=abcd1234",
                "micropay:Lily@host:99999?amount=3.5&request=abcd1234",
                "micropay:1Lily@host:1?amount=3.5&request=abcd1234",
                "micropay:Lily@host:1?amount=0&request=abcd1234",
                "micropay:Lily@host:1?amount=3.50&request=abcd1234",
                "micropay:Lily@host:1?amount=-3&request=abcd1234",
                "micropay:Lily@host:1?amount=3&amount=4&request=abcd1234",
                "micropay:Lily@host:1?amount=3&request=../../etc/passwd",
                "micropay:Lily@host:1?amount=3&request=abcd1234&memo=%zz",
                "micropay:Lily@host:1?amount=3&request=abcd1234&memo=%1b[2J",
                "micropay:Lily@x\n-> OK! Server updated our payment.:1?amount=3&request=abcd1234",
                "micropay:Lily@x\u001bc:1?amount=3&request=abcd1234",
                "micropay:Lily@x\u202ey:1?amount=3&request=abcd1234",
                "micropay:Lily@x y:1?amount=3&request=abcd1234",
                "https:Lily@host:1?amount=3&request=abcd1234"
            })
    void anythingElseIsNoRequest(String text) {
        assertThat(PaymentRequest.parse(text)).isEmpty();
    }

    private static PaymentRequest request(String host, String words) {
        return new PaymentRequest(
                Person.name("Lily"),
                new ServerAddress(host, 16_000),
                Person.amount("3.5"),
                Memo.of(words).orElseThrow(),
                "abcd1234");
    }
}
