package io.micropay.server;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.SignedMessage;
import io.micropay.ledger.Account;
import io.micropay.money.CsvFault;
import io.micropay.money.Sha256Text;
import io.micropay.payment.AccountKeys;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementHeader;
import io.micropay.settlement.SettlementReader;
import java.time.LocalDate;

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
            return isOf(merchant, file.header())
                            && file.header()
                                    .equals(new SettlementHeader(profile.id().hex(), merchant.name(), date))
                    ? new Filing.Filed(file, Sha256Text.of(message.content()))
                    : new Filing.Refused(difference(file.header(), merchant, date));
        } catch (CryptoException | CsvFault refused) {
            return new Filing.Refused(String.valueOf(refused.getMessage()));
        }
    }

    /// In the registered spelling: what is signed names nobody in two ways.
    private static boolean isOf(Account merchant, SettlementHeader header) {
        return header.merchant().text().equals(merchant.name().text());
    }

    private String difference(SettlementHeader header, Account merchant, LocalDate date) {
        if (!header.ledger().equals(profile.id().hex())) {
            return "line 1, column 3: another ledger than this one";
        }
        return isOf(merchant, header)
                ? "line 1, column 5: the file is of " + header.date() + ", not of " + date
                : "line 1, column 4: the file is of " + header.merchant() + ", not of " + merchant.name();
    }
}
