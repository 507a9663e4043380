package io.micropay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.jfr.LedgerBatchEvent;
import io.micropay.ledger.jdbc.SqliteStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the flight recorder learns of a batch.
class LedgerBatchEventTest {

    @TempDir
    Path folder;

    @Test
    void batchTellsItsSizeAndTimes() throws IOException {
        try (TestLedger test = new TestLedger(() -> SqliteStore.open(folder.resolve("ledger.db")));
                Recording recording = new Recording()) {
            Account joanne = test.open("Joanne", "10");
            Account lily = test.open("Lily", "0");
            recording.enable(LedgerBatchEvent.class);
            recording.start();

            test.inOneBatch(List.of(
                    () -> test.ledger().commit(test.transfer(joanne, "1", lily)),
                    () -> test.ledger().commit(test.transfer(joanne, "2", lily)),
                    () -> test.ledger().commit(test.transfer(joanne, "11", lily))));

            recording.stop();
            RecordedEvent event = batchOfThree(recording);
            assertThat(event.getInt("transfers")).isEqualTo(2);
            assertThat(event.getDuration("commitNanos")).isPositive();
            assertThat(event.getDuration("decisionNanos")).isPositive();
            assertThat(event.getDuration())
                    .isGreaterThanOrEqualTo(event.getDuration("commitNanos").plus(event.getDuration("decisionNanos")));
        }
    }

    private RecordedEvent batchOfThree(Recording recording) throws IOException {
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("micropay.LedgerBatch"))
                .filter(event -> event.getInt("commands") == 3)
                .findFirst()
                .orElseThrow();
    }
}
