package io.micropay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasketTest {

    @Test
    void sameThingsAreTheSameBasket() {
        assertThat(Basket.parse("tea:2,Cake:1,cake:3"))
                .isEqualTo(Basket.parse("cake:3,tea:2,Cake:1"))
                .hasToString("Optional[Cake:1,cake:3,tea:2]");
    }

    @Test
    void basketHoldsAtMostSixtyFourItemsAndEachOnce() {
        List<Basket.Item> items = IntStream.range(0, 65)
                .mapToObj(i -> new Basket.Item(new Sku("a" + i), new Quantity(1)))
                .toList();

        assertThat(new Basket(items.subList(0, 64)).items()).hasSize(64);
        assertThatThrownBy(() -> new Basket(items)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Basket(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Basket(Collections.nCopies(2, items.getFirst())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Hashed text has one form.
    @ParameterizedTest
    @ValueSource(
            strings = {"tea:1:1,cake:1:1", "tea:1:1,tea:1:1", "tea:1:0", "tea:1:1.50", "tea:1", "tea:1:1000001", ":1:1"
            })
    void pricedBasketIsWrittenInOneWay(String text) {
        assertThat(PricedBasket.parse(text)).isEmpty();
    }

    @Test
    void pricedBasketReadsBackAndTellsWhatItCosts() {
        PricedBasket basket = PricedBasket.parse("cake:1:3,tea:2:1.25").orElseThrow();

        assertThat(basket).hasToString("cake:1:3,tea:2:1.25");
        assertThat(basket.total()).hasToString("5.5");
        assertThat(basket.basket()).hasToString("cake:1,tea:2");
    }

    @Test
    void dearestBasketCostsLessThanTheLargestAmount() {
        PricedBasket dearest = new PricedBasket(IntStream.range(0, Basket.ITEMS_MAX)
                .mapToObj(
                        i -> new PricedBasket.Item(new Sku("a" + i), new Quantity(Quantity.MAX), new Price(Price.MAX)))
                .toList());

        assertThat(dearest.total()).isLessThan(Amount.MAX).hasToString("639936000000");
    }

    @Test
    void memoOfAnOrderReadsBack() {
        Purpose order = new Purpose.Order(OrderId.next(), "5f".repeat(32));

        assertThat(Purpose.of(order.memo().orElseThrow())).isEqualTo(order);
    }
}
