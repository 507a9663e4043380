package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BerSkeletonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500",
                "3000",
                "30030201ff",
                "30800000",
                "3080020101300002010000 00",
                "308030800201010000 0000",
                "24800401aa0401bb0000",
                "30060401aa0401bb"
            })
    void oneElementIsTaken(String hex) {
        assertThatCode(() -> check(hex)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is cut off",
        "30, is cut off",
        "3003, is cut off",
        "30030201, is cut off",
        "3080, is cut off",
        "308002010100, is cut off",
        "3004020200, is cut off",
        "30020202ffff, is cut off",
        "300230800000, is cut off",
        "05000500, is followed by other bytes",
        "308000000000, is followed by other bytes",
        "0000, is malformed",
        "30020000, is malformed",
        "30800001, is malformed",
        "0480, is malformed",
        "1f810100, is malformed",
        "308103020101, is malformed",
        "30820003020101, is malformed",
        "3085000000000302 0101, is malformed",
        "30ffffffff, is malformed",
        "3084ffffffff, is malformed"
    })
    void anythingElseIsRefused(String hex, String why) {
        assertThatThrownBy(() -> check(hex)).isInstanceOf(CryptoException.class).hasMessage("the message " + why);
    }

    private static void check(String hex) throws CryptoException {
        BerSkeleton.check(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3080", "2480", "a080"})
    void nestingHasALimit(String opening) throws Exception {
        int depth = BerSkeleton.DEPTH_MAX;

        check(opening.repeat(depth) + "0000".repeat(depth));

        assertThatThrownBy(() -> check(opening.repeat(depth + 1) + "0000".repeat(depth + 1)))
                .hasMessage("the message is nested too deep");
        assertThatThrownBy(() -> check(opening.repeat(1_000_000))).hasMessage("the message is nested too deep");
    }

    /// The sequence and the end of it count, too.
    @Test
    void partsHaveALimit() throws Exception {
        int parts = BerSkeleton.ELEMENTS_MAX - 2;

        check("3080" + "0500".repeat(parts) + "0000");

        assertThatThrownBy(() -> check("3080" + "0500".repeat(parts + 1) + "0000"))
                .hasMessage("the message has too many parts");
    }

    @Test
    void theLimitsAreReachedByNoMessageOfOpenssl() {
        int pieces = CmsMessages.BYTES_MAX / 4096;

        assertThat(BerSkeleton.ELEMENTS_MAX).isGreaterThan(4 * pieces);
    }
}
