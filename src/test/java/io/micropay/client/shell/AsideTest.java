package io.micropay.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import io.micropay.money.PaymentOrder;
import io.micropay.testing.TestReceipts;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a command that is cut off has left to say.
class AsideTest {

    private final PaymentOrder order = TestReceipts.receipt(1, "Joanne", "10", "Lily", PaymentId.next(), "tea")
            .order()
            .orElseThrow();

    private final Aside aside =
            new Aside(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), null);
    private final QuietNotices notices = new QuietNotices(aside::tell, paid -> {}, lost -> {}, aside::open);

    @BeforeEach
    void orderIsOpen() {
        assertThat(aside.lastWord()).isEmpty();
        notices.orderOpen(order);
    }

    @Test
    void orderThatIsOpenMayStillBePaid() {
        notices.orderSent(order);
        aside.tell("on the way");

        CommandFailedException word = aside.lastWord().orElseThrow();
        assertThat(word)
                .hasMessage("interrupted: the payment of 10 to Lily may still go through; it can be paid until "
                        + order.expires() + ", its id is " + order.id());
        assertThat(word.hint())
                .contains("micropay payments shows what became of it, and micropay cancel " + order.id()
                        + " makes sure that it is not paid");
    }

    @Test
    void orderThatIsNeverPaidIsNotWorthAWord() {
        notices.orderUnpaid(order);

        assertThat(aside.lastWord()).isEmpty();
    }

    /// A payment that was made is told by its result. Until then, an end would leave nobody told.
    @Test
    void resultLeavesNothingToSay() {
        aside.print("paid");

        assertThat(aside.lastWord()).isEmpty();
    }
}
