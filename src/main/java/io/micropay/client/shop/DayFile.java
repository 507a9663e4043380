package io.micropay.client.shop;

import io.micropay.csv.CsvFault;
import io.micropay.money.Sha256Text;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementReader;
import java.util.Optional;

/// What is sent in for a day: what it says, and the bytes that say it, which are what counts for the ledger.
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
record DayFile(SettlementFile content, byte[] csv) {

    static DayFile of(SettlementFile content) {
        return new DayFile(content, content.csv());
    }

    /// Reads one that was made before; empty when the bytes are no such file.
    static Optional<DayFile> read(byte[] csv) {
        try {
            return Optional.of(new DayFile(SettlementReader.read(csv), csv));
        } catch (CsvFault notOurs) {
            return Optional.empty();
        }
    }

    int payments() {
        return content.rows().size();
    }

    String hash() {
        return Sha256Text.of(csv);
    }
}
