package io.micropay.server;

import io.micropay.crypto.Certificates;
import io.micropay.crypto.Identity;
import io.micropay.money.Base64Url;

/// Where merchants' settlements arrive.
///
/// @param identity opens them, and signs the reports on them
/// @param folder keeps both
public record HeadOffice(Identity identity, SettlementFolder folder) {

    /// DER of the certificate that settlements are encrypted for.
    Base64Url certificate() {
        return Base64Url.of(Certificates.encoded(identity.certificate()));
    }
}
