package io.micropay.server;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SignedMessage;
import io.micropay.crypto.VerificationKey;
import io.micropay.csv.CsvFault;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReader;
import java.time.LocalDate;
import java.util.Optional;

/// Opens what merchants send in: it must be encrypted for head office, signed by the merchant, and about his day.
///
/// A server asks before it settles a day, and whoever audits what was settled asks again.
public final class FilingReader {

    private final Identity office;
    private final String ledgerId;
    private final CmsVerifier verifier;

    /// @param office opens what is encrypted; its CA is the ledger's
    public FilingReader(Identity office) {
        this.office = office;
        this.ledgerId = Fingerprint.ofKey(office.authority().getPublicKey()).hex();
        this.verifier = new CmsVerifier(office.authority());
    }

    /// Opens a filing, and says what is wrong with it if it is not this merchant's for this day.
    ///
    /// @param merchant in the registered spelling
    /// @param key his account's: what the certificate calls him is no matter
    public Filing read(byte[] sealed, AccountName merchant, VerificationKey key, LocalDate date) {
        try {
            byte[] signed = CmsEnvelopes.open(sealed, office);
            SignedMessage message = verifier.verify(signed, key);
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
    private Optional<String> difference(SettlementHeader header, AccountName merchant, LocalDate date) {
        if (!header.ledger().equals(ledgerId)) {
            return Optional.of("line 1, column 3: another ledger than this one");
        }
        if (!header.merchant().text().equals(merchant.text())) {
            return Optional.of("line 1, column 4: the file is of " + header.merchant() + ", not of " + merchant);
        }
        return header.date().equals(date)
                ? Optional.empty()
                : Optional.of("line 1, column 5: the file is of " + header.date() + ", not of " + date);
    }
}
