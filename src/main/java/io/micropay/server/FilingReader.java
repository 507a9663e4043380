package io.micropay.server;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SignedMessage;
import io.micropay.csv.CsvFault;
import io.micropay.ledger.Account;
import io.micropay.money.Sha256Text;
import io.micropay.payment.AccountKeys;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReader;
import java.time.LocalDate;
import java.util.Optional;

/// Opens what merchants send in: it must be encrypted for this server, signed by the merchant, and about his day.
final class FilingReader {

    private final Identity identity;
    private final LedgerProfile profile;
    private final AccountKeys keys;
    private final CmsVerifier verifier;

    /// @param identity opens what is encrypted
    FilingReader(Identity identity, LedgerProfile profile, AccountKeys keys) {
        this.identity = identity;
        this.profile = profile;
        this.keys = keys;
        this.verifier = new CmsVerifier(profile.authority());
    }

    Filing read(byte[] sealed, Account merchant, LocalDate date) {
        try {
            byte[] signed = CmsEnvelopes.open(sealed, identity);
            SignedMessage message = verifier.verify(signed, keys.of(merchant));
            SettlementFile file = SettlementReader.read(message.content());
            return difference(file.header(), merchant, date)
                    .<Filing>map(Filing.Refused::new)
                    .orElseGet(() -> new Filing.Filed(file, Sha256Text.of(message.content())));
        } catch (CryptoException | CsvFault refused) {
            return new Filing.Refused(String.valueOf(refused.getMessage()));
        }
    }

    /// Whose file it is, if it is another than this merchant's for this day. What is signed names a merchant in one
    /// way: in the registered spelling.
    private Optional<String> difference(SettlementHeader header, Account merchant, LocalDate date) {
        if (!header.ledger().equals(profile.id().hex())) {
            return Optional.of("line 1, column 3: another ledger than this one");
        }
        if (!header.merchant().text().equals(merchant.name().text())) {
            return Optional.of("line 1, column 4: the file is of " + header.merchant() + ", not of " + merchant.name());
        }
        return header.date().equals(date)
                ? Optional.empty()
                : Optional.of("line 1, column 5: the file is of " + header.date() + ", not of " + date);
    }
}
