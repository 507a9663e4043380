package io.micropay.server;

import io.micropay.net.dtls.DtlsConnection;
import io.micropay.wire.Datagram;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One peer's requests over UDP, answered one after the other.
///
/// A client that has got no answer sends its request again, and does not know what was lost, the request or the answer.
/// So the last answers are kept: the same tag gets the same answer, and nothing is done twice.
final class DatagramSession {

    /// A client waits for one answer before it asks again; some have a few requests under way.
    static final int ANSWERS_KEPT = 16;

    private final Answering answering;
    private final Map<String, Datagram> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Datagram> eldest) {
            return size() > ANSWERS_KEPT;
        }
    };

    /// @param answering what knows the answers
    DatagramSession(Answering answering) {
        this.answering = answering;
    }

    /// Answers what the peer asks.
    @FunctionalInterface
    interface Answering {
        Response answer(Request request);
    }

    /// Answers until the peer has been silent for too long.
    ///
    /// @throws IOException when the association has ended
    void serve(DtlsConnection connection, Duration idle) throws IOException {
        Optional<byte[]> asked = connection.receive(idle);
        while (asked.isPresent()) {
            // What has no tag cannot be answered.
            Optional<Datagram> answer = Datagram.parse(asked.get()).map(this::answer);
            if (answer.isPresent()) {
                connection.send(answer.get().bytes());
            }
            asked = connection.receive(idle);
        }
    }

    /// The answer to a request, the same to each with its tag.
    Datagram answer(Datagram asked) {
        Datagram known = answers.get(asked.tag());
        if (known != null) {
            return known;
        }
        Datagram answer = asked.fits() ? newAnswer(asked) : tooLong(asked.tag());
        answers.put(asked.tag(), answer);
        return answer;
    }

    private Datagram newAnswer(Datagram asked) {
        Response response = answering.answer(RequestCodec.decode(asked.text()));
        Datagram answer = new Datagram(asked.tag(), ResponseCodec.encode(response));
        return answer.fits() ? answer : tooLong(asked.tag());
    }

    private static Datagram tooLong(String tag) {
        return new Datagram(tag, ResponseCodec.encode(new Response.TooLong()));
    }
}
