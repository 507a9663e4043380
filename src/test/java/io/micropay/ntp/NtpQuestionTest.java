package io.micropay.ntp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micropay.ntp.ScriptedNtpServer.SentQuestion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One question to a server that does as it should, and to others.
@Timeout(30)
class NtpQuestionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(100);

    /// What a busy machine may add to a way over loopback.
    private static final long SLACK_MILLIS = 900;

    private static NtpAnswer ask(ScriptedNtpServer server) {
        return ask(server, PATIENCE);
    }

    private static NtpAnswer ask(ScriptedNtpServer server, Duration patience) {
        return NtpQuestion.ask(server.address(), Clock.systemUTC(), patience);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40_000, -40_000, 86_400_000L * 365 * 20})
    void tellsWhatHasToBeAddedToTheClock(long millis) throws IOException {
        try (var server = ScriptedNtpServer.ahead(millis)) {
            assertThat(ask(server)).isInstanceOfSatisfying(NtpAnswer.Time.class, time -> {
                assertThat(time.measurement().offsetMillis()).isBetween(millis - SLACK_MILLIS, millis + SLACK_MILLIS);
                assertThat(time.measurement().delayNanos()).isBetween(0L, PATIENCE.toNanos());
                assertThat(time.measurement().stratum()).isEqualTo(2);
            });
        }
    }

    /// From 7 February 2036 on the seconds begin at zero again.
    @Test
    void knowsTheNextEra() throws IOException {
        long afterTheFirst = Duration.ofDays(365 * 12).toMillis();
        try (var server = ScriptedNtpServer.ahead(afterTheFirst)) {
            assertThat(ask(server))
                    .isInstanceOfSatisfying(
                            NtpAnswer.Time.class,
                            time -> assertThat(time.measurement().offsetMillis())
                                    .isBetween(afterTheFirst - SLACK_MILLIS, afterTheFirst + SLACK_MILLIS));
        }
    }

    @Test
    void timeTheServerTookIsNotOnTheWay() throws IOException {
        try (var server = ScriptedNtpServer.start(question -> {
            long received = System.currentTimeMillis();
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 300_000_000) {
                Thread.onSpinWait();
            }
            return List.of(
                    question.answer(0).received(received).sent(received + 300).bytes());
        })) {
            assertThat(ask(server))
                    .isInstanceOfSatisfying(
                            NtpAnswer.Time.class,
                            time -> assertThat(time.measurement().delayNanos()).isLessThan(250_000_000));
        }
    }

    @Test
    void questionIsAClientsAndTellsNobodyTheTime() throws IOException {
        try (var server = ScriptedNtpServer.ahead(0)) {
            ask(server);
            ask(server);

            assertThat(server.questions()).hasSize(2).allSatisfy(question -> {
                assertThat(question.packet()).hasSize(48);
                assertThat(question.packet()[0]).isEqualTo((byte) (4 << 3 | NtpPacket.MODE_CLIENT));
                assertThat(Arrays.copyOfRange(question.packet(), 1, 40)).containsOnly(0);
            });
            assertThat(server.questions()).extracting(NtpQuestionTest::nonce).doesNotHaveDuplicates();
            assertThat(nonce(server.questions().getFirst()) >>> 32)
                    .isNotCloseTo(System.currentTimeMillis() / 1_000 + 2_208_988_800L, within(60L));
        }
    }

    private static long nonce(SentQuestion question) {
        return ByteBuffer.wrap(question.packet()).getLong(40);
    }

    static Stream<Arguments> uselessAnswers() {
        return Stream.of(
                useless(
                        "a question",
                        answer -> answer.first(0, 4, NtpPacket.MODE_CLIENT),
                        "the answer is not a server's"),
                useless(
                        "a broadcast",
                        answer -> answer.first(0, 4, NtpPacket.MODE_BROADCAST),
                        "the answer is not a server's"),
                useless(
                        "no leap",
                        answer -> answer.first(3, 4, NtpPacket.MODE_SERVER),
                        "the server does not know the time itself"),
                useless("stratum 16", answer -> answer.stratum(16), "the server does not know the time itself"),
                useless("stratum 255", answer -> answer.stratum(255), "the server does not know the time itself"),
                useless(
                        "far off",
                        answer -> answer.rootDispersionSeconds(16),
                        "the server does not know the time itself"),
                useless("far away", answer -> answer.rootDelaySeconds(32), "the server does not know the time itself"),
                useless("no times", NtpPacket::withoutTimes, "the answer's times make no sense"),
                useless(
                        "sent before it was received",
                        answer -> answer.sent(System.currentTimeMillis() - 60_000),
                        "the answer's times make no sense"),
                useless(
                        "longer in hand than away",
                        answer -> answer.sent(System.currentTimeMillis() + 60_000),
                        "the server claims to have taken longer than the answer did"));
    }

    private static Arguments useless(String name, UnaryOperator<NtpPacket> change, String reason) {
        return Arguments.argumentSet(name, change, reason);
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void uselessAnswerIsNoTime(UnaryOperator<NtpPacket> change, String reason) throws IOException {
        try (var server = ScriptedNtpServer.start(
                question -> List.of(change.apply(question.answer(0)).bytes()))) {
            assertThat(ask(server)).isEqualTo(new NtpAnswer.Nothing(reason));
        }
    }

    @Test
    void stratum15IsTheLastThatCounts() throws IOException {
        try (var server = ScriptedNtpServer.start(question ->
                List.of(question.answer(0).stratum(15).rootDispersionSeconds(15).bytes()))) {
            assertThat(ask(server)).isInstanceOf(NtpAnswer.Time.class);
        }
    }

    @Test
    void whatDoesNotRepeatTheQuestionsNumberIsPassedOver() throws IOException {
        try (var server = ScriptedNtpServer.start(question -> List.of(
                question.answer(90_000).originate(nonce(question) + 1).bytes(),
                question.answer(90_000).originate(0).kiss("DENY").bytes(),
                new byte[0],
                Arrays.copyOf(question.answer(90_000).bytes(), 47),
                question.answer(40_000).bytes()))) {
            assertThat(ask(server))
                    .isInstanceOfSatisfying(
                            NtpAnswer.Time.class,
                            time -> assertThat(time.measurement().offsetMillis())
                                    .isBetween(40_000 - SLACK_MILLIS, 40_000 + SLACK_MILLIS));
        }
    }

    @Test
    void nobodyElseCanAnswer() throws IOException {
        try (var server = ScriptedNtpServer.start(question -> {
            ScriptedNtpServer.sendFromElsewhere(question.answer(90_000).bytes(), question.from());
            return List.of(question.answer(0).bytes());
        })) {
            assertThat(ask(server))
                    .isInstanceOfSatisfying(
                            NtpAnswer.Time.class,
                            time -> assertThat(time.measurement().offsetMillis())
                                    .isBetween(-SLACK_MILLIS, SLACK_MILLIS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DENY", "RSTR", "RATE", "ACST"})
    void kissOfDeathIsTold(String code) throws IOException {
        try (var server = ScriptedNtpServer.start(question -> List.of(
                question.answer(0).first(3, 4, NtpPacket.MODE_SERVER).kiss(code).bytes()))) {
            assertThat(ask(server)).isEqualTo(new NtpAnswer.Kiss(code));
        }
    }

    @Test
    void codeThatIsNoneDisturbsNoTerminal() throws IOException {
        try (var server = ScriptedNtpServer.start(
                question -> List.of(question.answer(0).kiss("\u001b[2J").bytes()))) {
            assertThat(ask(server)).isEqualTo(new NtpAnswer.Kiss("???J"));
        }
    }

    @Test
    void silenceIsWaitedForOnlySoLong() throws IOException {
        try (var server = ScriptedNtpServer.silent()) {
            assertThat(ask(server, SHORT_PATIENCE)).isEqualTo(new NtpAnswer.Nothing("no answer within 100 ms"));
        }
    }

    /// Each datagram that is no answer could begin the wait anew, until the answer comes after all.
    @Test
    void chatterDoesNotProlongTheWait() throws IOException {
        try (var server = ScriptedNtpServer.silent()) {
            server.answer(question -> {
                for (int i = 0; i < 30; i++) {
                    LockSupport.parkNanos(SHORT_PATIENCE.toNanos() / 2);
                    server.send(new byte[48], question.from());
                }
                return List.of(question.answer(0).bytes());
            });
            assertThat(ask(server, SHORT_PATIENCE)).isEqualTo(new NtpAnswer.Nothing("no answer within 100 ms"));
        }
    }

    @Test
    void portWhereNobodyListensIsTold() throws IOException {
        NtpServer closed;
        try (var server = ScriptedNtpServer.silent()) {
            closed = server.address();
        }
        assertThat(NtpQuestion.ask(closed, Clock.systemUTC(), SHORT_PATIENCE)).isInstanceOf(NtpAnswer.Nothing.class);
    }

    @Test
    void unknownNameIsTold() {
        assertThat(NtpQuestion.ask(new NtpServer("nobody.invalid", 123), Clock.systemUTC(), PATIENCE))
                .isEqualTo(new NtpAnswer.Nothing("its name is not known"));
    }
}
