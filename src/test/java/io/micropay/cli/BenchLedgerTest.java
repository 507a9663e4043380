package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.micropay.bench.Acknowledged;
import io.micropay.ledger.PostedTransfer;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.testing.SignedLedger;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A ledger to which a deposit and two payments came while a bench ran.
class BenchLedgerTest {

    @TempDir
    private Path folder;

    private BenchLedger books;
    private Receipt last;

    @BeforeEach
    void run() throws Exception {
        Path file = folder.resolve("ledger.db");
        try (SignedLedger ledger = SignedLedger.in(file).open("Joanne", "10")) {
            books = BenchLedger.before(new LedgerLocation.LedgerFile(file));
            last = payThereAndBack(ledger, "2");
        }
    }

    /// @return the receipt of the way back
    private static Receipt payThereAndBack(SignedLedger ledger, String back) {
        ledger.open("Lily", "5").pay("Joanne", "1", "Lily", "");
        PostedTransfer transfer = ledger.pay("Lily", back, "Joanne", "");
        return ReceiptFile.parse(ledger.receipt(transfer))
                .flatMap(ReceiptFile::receipt)
                .orElseThrow();
    }

    private void verify(long payments, long undecided) throws Exception {
        verify(new Acknowledged(payments, 1, undecided, Optional.of(last)));
    }

    private void verify(Acknowledged known) throws Exception {
        books.verify(known, new PrintWriter(Writer.nullWriter()));
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "1, 1", "0, 2", "2, 5"})
    void whatWasAcknowledgedIsThereAndNoMoreThanWhatIsUndecided(long payments, long undecided) {
        assertThatCode(() -> verify(payments, undecided)).doesNotThrowAnyException();
    }

    @Test
    void acknowledgedPaymentThatIsNotThereIsLost() {
        assertThatThrownBy(() -> verify(3, 0))
                .hasMessage("the ledger has 3 new transfers, but the server acknowledged 3 payments and 1 opening"
                        + " deposits")
                .asInstanceOf(type(CliException.class))
                .extracting(CliException::hint)
                .isEqualTo("payments are lost");
    }

    /// Both ledgers have as many transfers as there must be.
    @Test
    void acknowledgedPaymentIsNotMadeUpForByAnother() throws Exception {
        try (SignedLedger other = SignedLedger.in(folder.resolve("other.db")).open("Joanne", "10")) {
            last = payThereAndBack(other, "3");
        }

        assertThatThrownBy(() -> verify(2, 0))
                .hasMessageStartingWith(
                        "the ledger is wrong: transfer 4: the receipt of the last payment proves another"
                                + " transfer in its place");
    }

    @Test
    void paymentThatNobodyWasToldOfIsFound() {
        assertThatThrownBy(() -> verify(0, 1))
                .hasMessage("the ledger has 3 new transfers, but the server acknowledged 0 payments and 1 opening"
                        + " deposits, and left open 1")
                .asInstanceOf(type(CliException.class))
                .extracting(CliException::hint)
                .isEqualTo("there are payments that nobody was told of");
    }
}
