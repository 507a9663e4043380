package io.micropay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micropay.net.Deadlines;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Blocks that come slowly, too many at once, or not as they were announced. Nobody else is disturbed.
class BlocksIT {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final byte[] BLOCK = "block".getBytes(UTF_8);

    private static void begin(TestClient client) {
        assertThat(client.ask("PUBLISH#" + Block.of(BLOCK))).isEqualTo("SEND");
    }

    @Test
    void blockMustComeInTime() {
        Deadlines lateBlock = blockWithin(SHORT.multipliedBy(6));
        try (TestServer server =
                        TestServer.with().deadlines(lateBlock).blocksMax(1).start();
                TestClient mel = server.newcomer("Mel", "0");
                TestClient ned = server.newcomer("Ned", "0")) {
            assertThat(mel.ask("PUBLISH#" + Block.of(new byte[100_000]))).isEqualTo("SEND");

            await().pollInterval(Duration.ofMillis(50)).until(() -> isGone(mel));

            // The place is free again.
            await().untilAsserted(() -> assertThat(TestMenus.send(ned, BLOCK)).startsWith("210 FAIL#0#"));
        }
    }

    /// The first bytes have a sixth of this.
    private static Deadlines blockWithin(Duration time) {
        return new Deadlines(LONG, LONG, LONG, LONG, SHORT, LONG, time);
    }

    /// Bytes that drip in keep no place, and whoever let them drip goes without one for a while.
    @Test
    void dribblerIsCutOffAndOthersComeIn() {
        try (TestServer server = TestServer.with()
                        .deadlines(blockWithin(SHORT.multipliedBy(6)))
                        .blocksMax(1)
                        .start();
                TestClient mel = server.newcomer("Mel", "0");
                TestClient ned = server.newcomer("Ned", "0")) {
            long start = System.nanoTime();
            assertThat(mel.ask("PUBLISH#" + Block.of(new byte[Block.BYTES_MAX])))
                    .isEqualTo("SEND");
            assertThat(ned.ask("PUBLISH#" + Block.of(BLOCK))).startsWith("TRANS FAIL#BUSY#");

            await().pollInterval(Duration.ofMillis(50)).until(() -> isGone(mel));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(5));
            try (TestClient melAgain = server.greeted("Mel")) {
                melAgain.send("LOGIN#Mel#0").readStatus();
                assertThat(melAgain.ask("PUBLISH#" + Block.of(BLOCK))).startsWith("TRANS FAIL#BUSY#");
                assertThat(TestMenus.send(ned, BLOCK)).startsWith("210 FAIL#0#");
                await().untilAsserted(() ->
                        assertThat(TestMenus.send(melAgain, BLOCK)).startsWith("210 FAIL#0#"));
            }
        }
    }

    /// It keeps a place like one that never comes.
    @Test
    void blockThatComesSlowlyMakesItsAccountRestToo() {
        try (TestServer server = TestServer.with()
                        .deadlines(blockWithin(SHORT.multipliedBy(6)))
                        .blocksMax(1)
                        .start();
                TestClient mel = server.newcomer("Mel", "0")) {
            assertThat(mel.ask("PUBLISH#" + new Block(2, "5f".repeat(32)))).isEqualTo("SEND");
            long start = System.nanoTime();
            await().pollInterval(Duration.ofMillis(50))
                    .until(() -> System.nanoTime() - start > SHORT.toNanos() * 5 / 6);

            assertThat(mel.sendBytes(new byte[2]).read()).startsWith("210 FAIL#0#the block has another");
            assertThat(mel.ask("PUBLISH#" + Block.of(BLOCK))).startsWith("TRANS FAIL#BUSY#");
            await().untilAsserted(() -> assertThat(TestMenus.send(mel, BLOCK)).startsWith("210 FAIL#0#"));
        }
    }

    private static boolean isGone(TestClient client) {
        try {
            client.sendBytes(new byte[1]);
            return false;
        } catch (UncheckedIOException gone) {
            return true;
        }
    }

    @Test
    void fewBlocksAreOnTheirWayAtOnce() {
        try (TestServer server = TestServer.with().blocksMax(2).start();
                TestClient mel = server.newcomer("Mel", "0");
                TestClient ned = server.newcomer("Ned", "0");
                TestClient ole = server.newcomer("Ole", "0")) {
            begin(mel);
            begin(ned);

            assertThat(ole.ask("PUBLISH#" + Block.of(BLOCK))).startsWith("TRANS FAIL#BUSY#");
            assertThat(ole.ask("MENU#Mel")).startsWith("TRANS FAIL#BUSY#");
            assertThat(ole.ask("BALANCE")).isEqualTo("BALANCE#0");

            assertThat(mel.sendBytes(BLOCK).read()).startsWith("210 FAIL#0#");
            begin(ole);
            ned.abort();
            // The server has to notice.
            await().untilAsserted(() -> begin(mel));
        }
    }

    /// A slow one keeps nobody but its own account waiting.
    @Test
    void accountHasOneBlockOnItsWay() {
        try (TestServer server = TestServer.with().blocksMax(4).start();
                TestClient mel = server.newcomer("Mel", "0");
                TestClient ned = server.newcomer("Ned", "0");
                TestClient melToo = server.greeted("Mel")) {
            begin(mel);
            assertThat(melToo.send("LOGIN#Mel#0#TAKEOVER").readStatus()).isNotEmpty();

            assertThat(melToo.ask("PUBLISH#" + Block.of(BLOCK))).startsWith("TRANS FAIL#BUSY#");
            begin(ned);
            assertThat(mel.sendBytes(BLOCK).read()).startsWith("210 FAIL#0#");
            begin(melToo);
        }
    }

    @Test
    void blockThatBreaksOffGivesItsPlaceBack() {
        try (TestServer server = TestServer.with().blocksMax(1).start();
                TestClient mel = server.newcomer("Mel", "0");
                TestClient ned = server.newcomer("Ned", "0")) {
            begin(mel);
            mel.sendBytes(new byte[] {1}).abort();

            await().untilAsserted(() ->
                    assertThat(ned.ask("PUBLISH#" + Block.of(BLOCK))).isEqualTo("SEND"));
        }
    }

    /// What no block can be is not read at all.
    @Test
    void nineMebibytesAreNotTaken() {
        try (TestServer server = TestServer.start();
                TestClient mel = server.newcomer("Mel", "0")) {
            Block tooLong = new Block(9 * 1024 * 1024, "5f".repeat(32));

            mel.send("PUBLISH#" + tooLong).expect("230 FORMAT#a block has 1 to 8388608 bytes");
            mel.expectEnd();
        }
    }

    @Test
    void largestBlockIsTakenAndJudged() {
        try (TestServer server = TestServer.start();
                TestClient mel = server.newcomer("Mel", "0")) {
            assertThat(TestMenus.send(mel, new byte[Block.BYTES_MAX])).startsWith("210 FAIL#0#");
            assertThat(mel.ask("BALANCE")).isEqualTo("BALANCE#0");
        }
    }

    /// Somebody who does not wait for the word is understood all the same.
    @Test
    void blockThatComesEarlyIsTaken() {
        try (TestServer server = TestServer.start();
                TestClient mel = server.newcomer("Mel", "0")) {
            mel.send("PUBLISH#" + Block.of(BLOCK) + "\n" + new String(BLOCK, UTF_8) + "BALANCE");

            mel.expect("SEND", "210 FAIL#0#*", "BALANCE#0");
        }
    }
}
