package io.micropay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.wire.Datagram;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatagramSessionTest {

    private final List<Request> done = new ArrayList<>();
    private final DatagramSession session = new DatagramSession(this::answer);
    private Response next = new Response.Ok();

    private Response answer(Request request) {
        done.add(request);
        return next;
    }

    private Datagram ask(String tag, String request) {
        return session.answer(new Datagram(tag, request));
    }

    @Test
    void repeatedTagGetsTheSameAnswerAndNothingIsDoneAgain() {
        Datagram first = ask("a", "SHOPS#1");
        next = new Response.NeverSeen();

        assertThat(ask("a", "SHOPS#1")).isEqualTo(first).isEqualTo(new Datagram("a", "100 OK"));
        assertThat(ask("b", "SHOPS#1")).isEqualTo(new Datagram("b", "NEVER_SEEN"));
        assertThat(done).hasSize(2);
    }

    @Test
    void lastSixteenAnswersAreKeptAndNoMore() {
        for (int tag = 0; tag <= DatagramSession.ANSWERS_KEPT; tag++) {
            ask(Integer.toString(tag), "SHOPS#1");
        }
        next = new Response.NeverSeen();

        assertThat(ask("1", "SHOPS#1").text()).as("the sixteenth from the end").isEqualTo("100 OK");
        assertThat(ask("0", "SHOPS#1").text()).as("the one before").isEqualTo("NEVER_SEEN");
    }

    @Test
    void whatDoesNotFitIsTooLongInEitherDirection() {
        next = new Response.Committed("x".repeat(1_200));
        assertThat(ask("a", "SHOPS#1").text()).isEqualTo("TOO_LONG");
        assertThat(ask("b", "x".repeat(1_199)).text()).isEqualTo("TOO_LONG");
        assertThat(done).as("nobody looks at a request that is too long").hasSize(1);
    }

    @Test
    void whatIsNoRequestIsPassedOnAsThat() {
        ask("a", "whatever");
        assertThat(done).first().isInstanceOf(Request.Unreadable.class);
    }
}
