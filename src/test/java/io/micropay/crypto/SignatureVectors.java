package io.micropay.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads `signature-vectors.txt`.
final class SignatureVectors {

    /// One signature and what is to be said about it; the bytes are in hexadecimal.
    record Vector(String title, VerificationKey key, String textDigits, String signatureDigits, boolean valid) {
        byte[] text() {
            return HexFormat.of().parseHex(textDigits);
        }

        byte[] signature() {
            return HexFormat.of().parseHex(signatureDigits);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private static final String FILE = "signature-vectors.txt";

    private SignatureVectors() {}

    static List<Vector> all() throws CryptoException {
        Map<String, VerificationKey> keys = new HashMap<>();
        Map<String, String> fields = new HashMap<>();
        List<Vector> vectors = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("# ")) {
                fields.put("title", line.substring(2));
            } else if (line.startsWith("key ")) {
                String[] parts = line.substring(4).split(": ", 2);
                keys.put(parts[0], VerificationKey.decode(HexFormat.of().parseHex(parts[1])));
            } else if (line.contains(": ")) {
                String[] parts = line.split(": ", 2);
                fields.put(parts[0], parts[1]);
            }
            if (line.startsWith("expect: ")) {
                vectors.add(vector(keys, fields));
                fields.clear();
            }
        }
        return vectors;
    }

    private static Vector vector(Map<String, VerificationKey> keys, Map<String, String> fields) {
        return new Vector(
                field(fields, "title"),
                Objects.requireNonNull(keys.get(field(fields, "by"))),
                field(fields, "text"),
                field(fields, "signature"),
                switch (field(fields, "expect")) {
                    case "valid" -> true;
                    case "invalid" -> false;
                    case String other -> throw new IllegalArgumentException("expect: " + other);
                });
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static List<String> lines() {
        try (InputStream file = Objects.requireNonNull(SignatureVectors.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
