package io.micropay.crypto;

import java.security.cert.X509Certificate;

/// What a PEM file holds.
public sealed interface PemEntry {

    record Certificate(X509Certificate certificate) implements PemEntry {}

    record Request(CertificateRequest request) implements PemEntry {}

    record PrivateKey(SigningKey key) implements PemEntry {}

    record ProtectedPrivateKey(ProtectedKey key) implements PemEntry {}
}
