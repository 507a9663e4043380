package io.micropay.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// Certificates, private keys and requests in PEM files (RFC 7468), as openssl reads and writes them.
///
/// Private keys are PKCS#8, kept by the file's mode, and a wallet's also by a password: a file that others could read
/// is refused.
public final class PemFiles {

    static final String CERTIFICATE = "CERTIFICATE";
    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PROTECTED_KEY = "ENCRYPTED PRIVATE KEY";
    static final String REQUEST = "CERTIFICATE REQUEST";

    private static final long FILE_BYTES_MAX = 1 << 20;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PemFiles() {}

    /// Reads whatever a file holds first: a certificate, a request or a private key.
    ///
    /// @throws CryptoException when the file is missing, or holds none of them in a form that micropay takes
    public static PemEntry read(Path file) throws CryptoException {
        PemObject object = readObject(file);
        return switch (object.getType()) {
            case CERTIFICATE -> new PemEntry.Certificate(certificate(file, object));
            // openssl before 1.0 wrote the second form; both are the same bytes.
            case REQUEST, "NEW " + REQUEST -> new PemEntry.Request(request(file, object));
            case PRIVATE_KEY -> new PemEntry.PrivateKey(privateKey(file, object));
            case PROTECTED_KEY -> new PemEntry.ProtectedPrivateKey(protectedKey(file, object));
            case "RSA " + PRIVATE_KEY, "EC " + PRIVATE_KEY, "EC PARAMETERS" ->
                throw new CryptoException(
                        file + " holds a private key, but not as PKCS#8",
                        "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out <file> converts it");
            default ->
                throw new CryptoException(file + " holds neither a certificate, a request nor a private key, but a "
                        + words(object.getType()));
        };
    }

    /// Reads the first certificate of a file.
    ///
    /// @throws CryptoException when the file is missing or holds none
    public static X509Certificate readCertificate(Path file) throws CryptoException {
        return switch (read(file)) {
            case PemEntry.Certificate(X509Certificate certificate) -> certificate;
            case PemEntry.Request request -> throw mistaken(file, CERTIFICATE, REQUEST);
            case PemEntry.PrivateKey key -> throw mistaken(file, CERTIFICATE, PRIVATE_KEY);
            case PemEntry.ProtectedPrivateKey key -> throw mistaken(file, CERTIFICATE, PRIVATE_KEY);
        };
    }

    /// Reads a request and checks that it is signed with its own key.
    ///
    /// @throws CryptoException when the file is missing, or the request is malformed or not proved
    public static CertificateRequest readRequest(Path file) throws CryptoException {
        return switch (read(file)) {
            case PemEntry.Certificate certificate -> throw mistaken(file, REQUEST, CERTIFICATE);
            case PemEntry.Request(CertificateRequest request) -> request;
            case PemEntry.PrivateKey key -> throw mistaken(file, REQUEST, PRIVATE_KEY);
            case PemEntry.ProtectedPrivateKey key -> throw mistaken(file, REQUEST, PRIVATE_KEY);
        };
    }

    /// Reads a private key and computes the public key that belongs to it.
    ///
    /// @throws CryptoException when the file is missing, readable by others, or holds no unencrypted PKCS#8 key
    public static SigningKey readPrivateKey(Path file) throws CryptoException {
        return switch (read(file)) {
            case PemEntry.Certificate certificate -> throw mistaken(file, PRIVATE_KEY, CERTIFICATE);
            case PemEntry.Request request -> throw mistaken(file, PRIVATE_KEY, REQUEST);
            case PemEntry.PrivateKey(SigningKey key) -> key;
            case PemEntry.ProtectedPrivateKey key ->
                throw new CryptoException(
                        file + " is protected by a password",
                        "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out <file> writes it without one");
        };
    }

    private static CryptoException mistaken(Path file, String wanted, String found) {
        return new CryptoException(file + " holds no " + words(wanted) + " but a " + words(found));
    }

    private static X509Certificate certificate(Path file, PemObject object) throws CryptoException {
        return named(file, () -> Certificates.decode(object.getContent()));
    }

    private static CertificateRequest request(Path file, PemObject object) throws CryptoException {
        return named(file, () -> CertificateRequest.decode(object.getContent()));
    }

    private static SigningKey privateKey(Path file, PemObject object) throws CryptoException {
        requirePrivate(file);
        return named(file, () -> SigningKey.decode(object.getContent()));
    }

    private static ProtectedKey protectedKey(Path file, PemObject object) throws CryptoException {
        requirePrivate(file);
        return named(file, () -> ProtectedKey.decode(object.getContent()));
    }

    public static String text(X509Certificate certificate) {
        return text(CERTIFICATE, Certificates.encoded(certificate));
    }

    public static String text(CertificateRequest request) {
        return text(REQUEST, request.encoded());
    }

    /// A private key under a password, or, under an empty one, as it is: for a file that only its owner can read.
    public static String text(SigningKey key, Password password) {
        return password.isEmpty()
                ? text(key)
                : text(PROTECTED_KEY, ProtectedKey.of(key, password).encoded());
    }

    /// The secret as PEM: for a file that only its owner can read.
    static String text(SigningKey key) {
        return text(PRIVATE_KEY, key.encoded());
    }

    private static String text(String type, byte[] der) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(type, der));
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static PemObject readObject(Path file) throws CryptoException {
        String text = readText(file);
        try (PemReader reader = new PemReader(new StringReader(text))) {
            PemObject object = reader.readPemObject();
            if (object != null) {
                return object;
            }
        } catch (IOException | RuntimeException e) {
            // The cause might quote a key: it is dropped on purpose.
            throw new CryptoException(file + " is damaged: what stands after -----BEGIN is not PEM");
        }
        throw new CryptoException(
                file + " is not a PEM file", "a PEM file starts with a line like -----BEGIN ...-----");
    }

    private static String readText(Path file) throws CryptoException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new CryptoException(file + " is not a file");
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new CryptoException(file + " is too large for a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new CryptoException(file + " does not exist", null, e);
        } catch (IOException e) {
            throw new CryptoException(file + " cannot be read (" + e.getClass().getSimpleName() + ")", null, e);
        }
    }

    private static void requirePrivate(Path file) throws CryptoException {
        try {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            mode.retainAll(OTHERS);
            if (!mode.isEmpty()) {
                throw new CryptoException("others can read the private key " + file, "chmod 600 " + file);
            }
        } catch (UnsupportedOperationException e) {
            // A file system without modes keeps its files private in its own way.
        } catch (IOException e) {
            throw new CryptoException("the mode of " + file + " cannot be read", null, e);
        }
    }

    private static String words(String type) {
        return type.toLowerCase(Locale.ROOT);
    }

    private interface Decoding<T> {
        T decode() throws CryptoException;
    }

    /// Says which file it was that did not decode.
    private static <T> T named(Path file, Decoding<T> decoding) throws CryptoException {
        try {
            return decoding.decode();
        } catch (CryptoException e) {
            throw new CryptoException(file + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }
}
