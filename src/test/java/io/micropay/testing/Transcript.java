package io.micropay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.crypto.Certificates;
import io.micropay.money.Base64Url;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Timestamp;
import io.micropay.payment.CoSignedPayment;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptKeys;
import io.micropay.payment.ReceiptVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a session that is written down as text, against a real server.
///
/// ```
/// # a comment
/// server workers=1 max-waiting=1      the server's settings, first of all
/// Joanne C: (connect)                 with the certificate of that name
/// Joanne S: Connection accepted!      the next line must be this; * stands for anything
/// order lunch = Joanne 1000 Lily      an order, signed by both; later orders may change one: lunch amount=5
/// Lily C: ${lunch}                    the line that submits it
/// Lily S: TRANS OK#{proof}            what stands here is kept
/// verify ${proof}                     it must be a true receipt
/// Joanne S: (end)                     the server must close
/// ```
public final class Transcript {

    private static final Pattern STEP = Pattern.compile("([A-Za-z0-9-]+) ([CS]): ?(.*)");
    private static final Pattern ORDER = Pattern.compile("order (\\S+) = (.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");
    private static final Pattern CAPTURE = Pattern.compile("\\{([a-z]+)}|\\*");

    private final List<String> lines;
    private final Map<String, TestClient> clients = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, PaymentOrder> orders = new HashMap<>();
    private final TestCertificates certificates = TestCertificates.shared();
    private final TestPayments payments = new TestPayments(certificates);

    private Transcript(List<String> lines) {
        this.lines = lines;
    }

    public static Transcript read(Path file) throws IOException {
        return new Transcript(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    /// Plays all of it; the first line that does not hold fails the test.
    public void play() {
        texts.put("ledger", certificates.ledgerId().hex());
        try (TestServer server = settings().start()) {
            for (int i = 0; i < lines.size(); i++) {
                playLine(server, i + 1, lines.get(i).strip());
            }
            clients.values().forEach(TestClient::close);
        }
    }

    private TestServer.Builder settings() {
        TestServer.Builder builder = TestServer.with();
        lines.stream().filter(line -> line.startsWith("server ")).forEach(line -> {
            for (String setting : line.substring("server ".length()).split(" +", -1)) {
                String[] pair = setting.split("=", 2);
                int value = Integer.parseInt(pair[1]);
                switch (pair[0]) {
                    case "workers" -> builder.workers(value);
                    case "max-waiting" -> builder.waitingMax(value);
                    case "connections-per-key" -> builder.connectionsPerKeyMax(value);
                    default -> throw new IllegalArgumentException(setting);
                }
            }
        });
        return builder;
    }

    private void playLine(TestServer server, int number, String line) {
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("server ")) {
            return;
        }
        try {
            playStep(server, line);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("line " + number + ": " + line + "\n" + e.getMessage(), e);
        }
    }

    private void playStep(TestServer server, String line) {
        Matcher order = ORDER.matcher(line);
        Matcher step = STEP.matcher(line);
        if (order.matches()) {
            define(order.group(1), order.group(2).split(" +", -1));
        } else if (line.startsWith("verify ")) {
            verify(filled(line.substring("verify ".length())));
        } else if (step.matches()) {
            String text = step.group(3);
            if (step.group(2).equals("C")) {
                say(server, step.group(1), text);
            } else {
                hear(step.group(1), text);
            }
        } else {
            throw new IllegalArgumentException("not a step");
        }
    }

    private void say(TestServer server, String person, String text) {
        switch (text) {
            case "(connect)" -> clients.put(person, server.connect(person.replaceFirst("-.*", "")));
            case "(connect without a certificate)" ->
                clients.put(person, server.connect((io.micropay.crypto.Identity) null));
            case "(leave)" -> client(person).close();
            case "(break)" -> client(person).abort();
            default -> client(person).send(filled(text));
        }
    }

    private void hear(String person, String text) {
        if (text.equals("(end)")) {
            client(person).expectEnd();
            return;
        }
        String line = client(person).read();
        Matcher captured = pattern(filled(text)).matcher(line);
        assertThat(captured.matches()).as("got: %s", line).isTrue();
        captured.namedGroups().keySet().forEach(name -> texts.put(name, captured.group(name)));
    }

    private TestClient client(String person) {
        TestClient client = clients.get(person);
        assertThat(client).as(person + " is connected").isNotNull();
        return client;
    }

    private void define(String name, String[] words) {
        PaymentOrder order = orders.get(words[0]);
        int options = 1;
        if (order == null) {
            order = payments.order(words[0], words[1], words[2]);
            options = 3;
        }
        String payer = order.payer().text();
        String payee = order.payee().text();
        var ledger = certificates.ledgerId();
        for (int i = options; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            String value = filled(pair[1]);
            switch (pair[0]) {
                case "amount" -> order = TestPayments.withAmount(order, value);
                case "expires" ->
                    order = TestPayments.withExpires(
                            order, Timestamp.parse(value).orElseThrow());
                case "payer-signer" -> payer = value;
                case "payee-signer" -> payee = value;
                case "ledger" -> ledger = new io.micropay.crypto.Fingerprint(value);
                default -> throw new IllegalArgumentException(words[i]);
            }
        }
        CoSignedPayment payment = payments.sign(order, ledger, payer, payee);
        orders.put(name, order);
        texts.put(name, TestPayments.trans(payment));
        texts.put(name + ".fields", order.toString());
        texts.put(name + ".id", order.id().toString());
        texts.put(name + ".expires", order.expires().toString());
        texts.put(name + ".payer-signature", payment.payerSignature().toString());
        texts.put(name + ".payee-signature", payment.payeeSignature().toString());
    }

    private void verify(String proof) {
        Receipt receipt = Receipt.parse(proof).orElseThrow();
        ReceiptKeys keys = new ReceiptKeys(
                receipt.isDeposit() ? Base64Url.EMPTY : key(receipt.payer().text()),
                key(receipt.payee().text()),
                Base64Url.of(Certificates.encoded(certificates.ledger().certificate())));
        assertThat(new ReceiptVerifier(certificates.ca())
                        .failures(certificates.ledgerId().hex(), receipt, keys))
                .isEmpty();
    }

    private Base64Url key(String person) {
        return Base64Url.of(certificates.account(person).verificationKey().encoded());
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String value = texts.get(variable.group(1));
            assertThat(value).as("${" + variable.group(1) + "}").isNotNull();
            return Matcher.quoteReplacement(value);
        });
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        Matcher open = CAPTURE.matcher(text);
        int end = 0;
        while (open.find()) {
            regex.append(Pattern.quote(text.substring(end, open.start())));
            regex.append(open.group(1) == null ? ".*" : "(?<" + open.group(1) + ">.*)");
            end = open.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(text.substring(end))).toString());
    }
}
