package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.ledger.TestClock;
import io.micropay.money.Amount;
import io.micropay.server.EnrolmentMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a session that is written down as text, against a real server.
///
/// ```
/// # a comment
/// server workers=1 max-waiting=1      the server's settings, first of all
/// server clock=stopped                its clock stands still, until
/// clock +24h                          it is moved, forward or back
/// person Rex key=rsa                  somebody with an unusual certificate, see TranscriptCast
///
/// Joanne C: (connect)                 with the certificate of that name
/// Joanne C: LIST                      a line; \r, \0 and \xff stand for such bytes
/// Joanne C: (unfinished) LI           a line without its LF
/// Joanne C: (4097 bytes)              a line as long as that, with its LF
/// Joanne C: (half-close)              also (leave), in order, and (break)
/// Joanne S: Connection accepted!      the next line must be this; * stands for anything
/// Joanne S: (end)                     the server must close, or (alert) refuse in its TLS
///
/// order lunch = Joanne 1000 Lily      an order, signed by both, see TranscriptOrders
/// Lily C: ${lunch}                    the line that submits it
/// Lily S: TRANS OK#{proof}            what stands here is kept
/// verify ${proof}                     it must be a true receipt
/// server enrol=invite                 it has the CA's key, and certifies the invited
/// invitation welcome                  ${welcome} is a code that lets somebody in
/// request first = Joanne              ${first} is a request for a certificate, see TranscriptCast
/// enrolled New = Joanne ${answer}     New has the certificate of that answer, for the key of Joanne
/// menu lunch = Mel ...                a menu, signed by its merchant, see TranscriptMenus
/// Mel C: (block lunch)                its bytes
/// day friday = Mel ${today} ${proof}  what he sends in for a day, as a block, see TranscriptDays
/// Mel S: (report ${announced})        the bytes that were announced must come: a report that the ledger has signed
/// check ${report.2} = file,*          a line of it must be this
/// revoke Joanne                       her key is revoked from now on
/// restart                             the server is stopped, and another started on its ledger
/// ```
public final class Transcript {

    private static final Pattern STEP = Pattern.compile("([A-Za-z0-9-]+) ([CS]): ?(.*)");
    private static final Pattern LONG_LINE = Pattern.compile("\\((\\d+) bytes\\)");
    private static final Pattern BLOCK = Pattern.compile("\\(block ([a-z-]+)\\)");
    private static final Pattern REPORT = Pattern.compile("\\(report (.+)\\)");
    private static final String UNFINISHED = "(unfinished) ";

    private final List<String> lines;
    private final Map<String, TestClient> clients = new HashMap<>();
    private final TestCertificates certificates = TestCertificates.shared();
    private final TestClock clock = new TestClock(Instant.now());
    private final TranscriptTexts texts = new TranscriptTexts();
    private final TranscriptCast cast = new TranscriptCast(certificates);
    private final TranscriptOrders orders = new TranscriptOrders(certificates, clock, texts);
    private final TranscriptBlocks blocks = new TranscriptBlocks(texts);
    private final TranscriptMenus menus = new TranscriptMenus(certificates, texts, blocks);
    private final TranscriptDays days = new TranscriptDays(certificates, texts, blocks);
    private final TestServerBuilder settings = TestServer.with();
    private TestServer server;

    private Transcript(List<String> lines) {
        this.lines = lines;
        lines.stream().filter(line -> line.startsWith("server ")).forEach(line -> set(words(line)));
        server = settings.start();
    }

    /// Plays all of it; the first line that does not hold fails the test.
    public static void play(Path file) throws IOException {
        new Transcript(Files.readAllLines(file, UTF_8)).play();
    }

    private void play() {
        try {
            texts.put("ledger", certificates.ledgerId().hex());
            texts.put(
                    "today",
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString());
            for (int i = 0; i < lines.size(); i++) {
                playLine(i + 1, lines.get(i).strip());
            }
            clients.values().forEach(TestClient::close);
        } finally {
            server.close();
        }
    }

    private void set(String[] words) {
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            switch (pair[0]) {
                case "workers" -> settings.workers(Integer.parseInt(pair[1]));
                case "max-waiting" -> settings.waitingMax(Integer.parseInt(pair[1]));
                case "connections-per-key" -> settings.connectionsPerKeyMax(Integer.parseInt(pair[1]));
                case "opening-deposit-max" ->
                    settings.depositMax(Amount.parse(pair[1]).orElseThrow());
                case "enrol" -> settings.enrolment(EnrolmentMode.valueOf(pair[1].toUpperCase(Locale.ROOT)));
                case "clock" -> settings.clock(clock);
                default -> throw new IllegalArgumentException(words[i]);
            }
        }
    }

    private void playLine(int number, String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("server ")) {
            return;
        }
        try {
            Matcher step = STEP.matcher(line);
            if (!step.matches()) {
                direct(words(line));
            } else if (step.group(2).equals("C")) {
                say(step.group(1), step.group(3));
            } else {
                hear(step.group(1), step.group(3));
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("line " + number + ": " + line + "\n" + e.getMessage(), e);
        }
    }

    private void direct(String[] words) {
        switch (words[0]) {
            case "person" -> cast.introduce(words);
            case "order" -> orders.define(words);
            case "menu" -> menus.define(words);
            case "day" -> days.define(words(texts.filled(String.join(" ", words))));
            case "check" ->
                check(String.join(" ", words).substring("check ".length()).split(" = ", 2));
            case "verify" -> orders.verify(texts.filled(words[1]));
            case "clock" -> clock.move(TranscriptOrders.duration(words[1]));
            case "invitation" -> texts.put(words[1], server.invitation());
            case "request" -> texts.put(words[1], cast.request(words));
            case "enrolled" -> cast.enrolled(words(texts.filled(String.join(" ", words))));
            case "revoke" -> server.revoke(words[1]);
            case "restart" -> {
                server.stop();
                server = settings.folder(server.folder()).start();
            }
            default -> throw new IllegalArgumentException("not a step");
        }
    }

    private void say(String person, String text) {
        Matcher longLine = LONG_LINE.matcher(text);
        Matcher block = BLOCK.matcher(text);
        if (text.equals("(connect)")) {
            clients.put(person, cast.connect(person, server));
        } else if (text.equals("(connect without a certificate)")) {
            clients.put(person, server.connectWithoutCertificate());
        } else if (text.equals("(half-close)")) {
            client(person).halfClose();
        } else if (text.equals("(leave)")) {
            client(person).leave();
        } else if (text.equals("(break)")) {
            client(person).abort();
        } else if (text.startsWith(UNFINISHED)) {
            client(person).sendBytes(texts.bytes(text.substring(UNFINISHED.length())));
        } else if (block.matches()) {
            client(person).sendBytes(blocks.bytes(block.group(1)));
        } else if (longLine.matches()) {
            client(person).send("x".repeat(Integer.parseInt(longLine.group(1)) - 1));
        } else {
            client(person).sendBytes(texts.bytes(text + "\n"));
        }
    }

    private void check(String[] sides) {
        texts.match(sides[1], texts.filled(sides[0]));
    }

    private void hear(String person, String text) {
        Matcher report = REPORT.matcher(text);
        if (report.matches()) {
            days.report(TranscriptBlocks.read(client(person), texts.filled(report.group(1))));
            return;
        }
        switch (text) {
            case "(end)" -> client(person).expectEnd();
            case "(alert)" -> client(person).expectAlert();
            default -> texts.match(text, client(person).read());
        }
    }

    private TestClient client(String person) {
        TestClient client = clients.get(person);
        assertThat(client).as(person + " is connected").isNotNull();
        return client;
    }

    private static String[] words(String text) {
        return text.split(" +", -1);
    }
}
