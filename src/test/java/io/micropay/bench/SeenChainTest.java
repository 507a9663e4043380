package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.payment.Receipt;
import org.junit.jupiter.api.Test;

class SeenChainTest {

    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final String THREE = "3".repeat(64);

    private final SeenChain chain = new SeenChain();

    @Test
    void whatIsLinkedIsRightInAnyOrder() {
        chain.add(receipt(9, TWO, THREE));
        chain.add(receipt(8, ONE, TWO));

        assertThat(chain.problem()).isEmpty();
    }

    @Test
    void transfersOfOthersInBetweenAreNotSeen() {
        chain.add(receipt(7, ONE, TWO));
        chain.add(receipt(9, ONE, THREE));

        assertThat(chain.problem()).isEmpty();
    }

    @Test
    void transferThatIsNotLinkedToTheOneBeforeIsNamed() {
        chain.add(receipt(8, ONE, TWO));
        chain.add(receipt(9, ONE, THREE));

        assertThat(chain.problem()).contains("the chain is broken between 8 and 9");
    }

    @Test
    void placeThatIsTakenTwiceIsNamed() {
        chain.add(receipt(7, THREE, ONE));
        chain.add(receipt(8, TWO, THREE));
        chain.add(receipt(8, ONE, TWO));

        assertThat(chain.problem()).contains("two payments have the number 8 in the ledger");
    }

    @Test
    void eachRoundIsJudgedByItself() {
        chain.add(receipt(8, ONE, TWO));
        chain.add(receipt(9, ONE, THREE));
        chain.problem();

        assertThat(chain.problem()).isEmpty();
    }

    private static Receipt receipt(long seq, String previousHash, String chainHash) {
        String proof = String.join(
                "#",
                Long.toString(seq),
                "Joanne",
                "1",
                "Lily",
                "01956f3a-5c1e-7a3b-8c4d-0123456789ab",
                "2026-11-20T12:00:00Z",
                "",
                "2026-11-20T12:00:00.000Z",
                ONE,
                TWO,
                "AAAA",
                "AAAA",
                previousHash,
                chainHash,
                "AAAA");
        return Receipt.parse(proof).orElseThrow();
    }
}
