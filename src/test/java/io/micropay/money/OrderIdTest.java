package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdTest {

    /// A hundred thousand of them fit into one settlement.
    @Test
    void newOnesAreTwelveLettersAndDigits() {
        Set<String> ids =
                Stream.generate(OrderId::next).limit(1_000).map(OrderId::text).collect(Collectors.toSet());

        assertThat(ids).hasSize(1_000).allMatch(id -> id.matches("[A-Za-z0-9]{12}"));
        assertThat(ids.stream().flatMap(id -> id.chars().boxed()).distinct())
                .as("letters and digits that are used")
                .hasSize(62);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zk3vQ9bT1xYw", "01956f3a-5c1e-7a3b-8c4d-0123456789ab", "------------"})
    void idsOfOlderLedgersAndOfOthersAreReadAsTheyAre(String text) {
        assertThat(OrderId.parse(text)).map(OrderId::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Zk3vQ9bT1xY",
                "01956f3a-5c1e-7a3b-8c4d-0123456789abc",
                "Zk3vQ9bT1xY:",
                "Zk3vQ9bT1xY\n",
                "Zk3vQ9bT1xYé",
                "Zk3vQ9bT1xY\u0661"
            })
    void othersAreNoIds(String text) {
        assertThat(OrderId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new OrderId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void caseMakesAnotherId() {
        assertThat(new OrderId("Zk3vQ9bT1xYw")).isNotEqualTo(new OrderId("zk3vQ9bT1xYw"));
    }
}
