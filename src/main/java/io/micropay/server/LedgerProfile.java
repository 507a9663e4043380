package io.micropay.server;

import io.micropay.crypto.Fingerprint;
import io.micropay.money.Base64Url;
import java.security.cert.X509Certificate;

/// What a server tells everybody about the ledger it serves.
///
/// @param id the fingerprint of the CA's key: one CA serves one ledger
/// @param unit what amounts are counted in
/// @param receiptCertificate DER of the certificate that receipts are verified with
/// @param authority the CA's certificate, which menus are verified with
public record LedgerProfile(Fingerprint id, String unit, Base64Url receiptCertificate, X509Certificate authority) {}
