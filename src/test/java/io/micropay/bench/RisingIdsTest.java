package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.PaymentId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RisingIdsTest {

    @Test
    void idsRiseWithTheirPlaces() {
        RisingIds ids = new RisingIds(System.currentTimeMillis());

        List<PaymentId> made = IntStream.range(0, 1_000).mapToObj(ids::id).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(PaymentId.parse(made.getLast().toString())).contains(made.getLast());
    }
}
