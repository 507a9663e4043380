package io.micropay.client;

import io.micropay.testing.TlsProxy.Cut;
import io.micropay.testing.TlsProxy.Fate;
import io.micropay.testing.TlsProxy.Manner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One way for the network to fail in the middle of a payment.
///
/// @param line the line at which it fails; `-` while the payee decides
record NetworkCut(Way way, Link link, String line, Cut cut, Paid expected) {

    /// How an order comes to its payee.
    enum Way {
        DIRECT,
        RELAYED
    }

    /// Between which two of the three it fails.
    enum Link {
        PAYER_SERVER,
        PAYER_PAYEE,
        PAYEE_SERVER
    }

    /// How often the payment must have been made in the end.
    enum Paid {
        NEVER,
        ONCE,
        /// Both sides race: never or once, and everybody must know which.
        EITHER
    }

    /// Where the line stands, as its turn and its record in that turn, and what must come of the payment when the line
    /// is lost, and when it is delivered and nothing after it.
    private static final String LINES = """
            DIRECT   PAYER_SERVER  LIST       1 1  NEVER   NEVER
            DIRECT   PAYER_SERVER  KEY#       4 1  NEVER   NEVER
            DIRECT   PAYER_SERVER  HELLO#     6 1  NEVER   ONCE
            DIRECT   PAYER_SERVER  -          0 0  ONCE    ONCE
            DIRECT   PAYER_PAYEE   ORDER      5 1  NEVER   EITHER
            DIRECT   PAYER_PAYEE   -          0 0  EITHER  EITHER
            DIRECT   PAYER_PAYEE   ACCEPTED   6 1  EITHER  EITHER
            DIRECT   PAYER_PAYEE   TRANS_OK   6 2  ONCE    ONCE
            DIRECT   PAYEE_SERVER  KEY        1 1  NEVER   NEVER
            DIRECT   PAYEE_SERVER  -          0 0  NEVER   NEVER
            DIRECT   PAYEE_SERVER  TRANS      3 1  NEVER   EITHER
            DIRECT   PAYEE_SERVER  TRANS_OK   4 1  ONCE    ONCE
            RELAYED  PAYER_SERVER  RELAY      7 1  NEVER   EITHER
            RELAYED  PAYER_SERVER  PENDING    8 1  EITHER  EITHER
            RELAYED  PAYER_SERVER  -          0 0  EITHER  EITHER
            RELAYED  PAYER_SERVER  !RELAYED   8 2  ONCE    ONCE
            RELAYED  PAYEE_SERVER  !ORDER     1 1  NEVER   NEVER
            RELAYED  PAYEE_SERVER  -          0 0  NEVER   NEVER
            RELAYED  PAYEE_SERVER  TRANS      6 1  NEVER   EITHER
            RELAYED  PAYEE_SERVER  TRANS_OK   7 1  ONCE    ONCE
            """;

    static List<NetworkCut> all() {
        return LINES.lines().flatMap(NetworkCut::atLine).toList();
    }

    private static Stream<NetworkCut> atLine(String text) {
        List<String> words = Arrays.asList(text.split(" +"));
        Way way = Way.valueOf(words.get(0));
        Link link = Link.valueOf(words.get(1));
        String line = words.get(2);
        int turn = Integer.parseInt(words.get(3));
        int record = Integer.parseInt(words.get(4));
        Stream.Builder<NetworkCut> cuts = Stream.builder();
        Paid lost = Paid.valueOf(words.get(5));
        for (Manner manner : Manner.values()) {
            cuts.add(new NetworkCut(way, link, line, new Cut(turn, record, Fate.LOST, manner, false), lost));
        }
        cuts.add(new NetworkCut(way, link, line, new Cut(turn, record, Fate.LOST, Manner.END, true), lost));
        if (turn > 0) {
            Paid delivered = Paid.valueOf(words.get(6));
            cuts.add(new NetworkCut(
                    way, link, line, new Cut(turn, record, Fate.DELIVERED, Manner.RESET, false), delivered));
        }
        if (line.equals("TRANS")) {
            cuts.add(new NetworkCut(way, link, line, new Cut(turn, record, Fate.LATE, Manner.END, false), lost));
        }
        if (line.equals("!RELAYED")) {
            cuts.add(new NetworkCut(way, link, line, new Cut(turn, record, Fate.LOST, Manner.SILENCE, true), lost));
        }
        return cuts.build();
    }

    /// Whether the payee hears of the payment by itself: it can ask the server for the answer that it has not got.
    boolean leavesThePayeeItsReceipt() {
        return expected == Paid.ONCE && !(link == Link.PAYEE_SERVER && cut.forGood());
    }

    boolean isWhileThePayeeDecides() {
        return cut.turn() == 0;
    }

    @Override
    public String toString() {
        String when = isWhileThePayeeDecides() ? "while the payee decides" : line + " " + cut.fate();
        return way + ", " + link + ", " + when + ", " + cut.manner() + (cut.forGood() ? " for good" : "");
    }
}
