package io.micropay.client.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.Keeping;
import io.micropay.client.PaymentResult;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import io.micropay.testing.TestReceipts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NarratorTest {

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    @Test
    void paymentThatTheServerTellsOfIsNoResultOfAScript() {
        var receipt = TestReceipts.receipt(1, "Joanne", "10", "Lily", PaymentId.next(), "two coffees");
        var payment = new PaymentResult.Paid(receipt, new Keeping.Kept(Path.of("receipt.json"), true));
        try (PipedDialogue dialogue = PipedDialogue.start(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(results, true, UTF_8),
                new PrintStream(notes, true, UTF_8))) {
            new Narrator(dialogue).paid(payment, Amount.parse("110.5").orElseThrow());
        }

        assertThat(notes.toString(UTF_8).lines())
                .containsExactly(
                        "-> Received 10 from Joanne (\"two coffees\"), your balance is 110.5",
                        "-> Receipt: receipt.json");
        assertThat(results.toString(UTF_8)).isEmpty();
    }
}
