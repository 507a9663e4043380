package io.micropay.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.ContentInfo;

/// The outermost layer of a CMS message (RFC 5652, section 3), and the limit of its size.
public final class CmsMessages {

    /// The largest block of the protocol, 8 MiB, and what the layers around it take.
    public static final int BYTES_MAX = (8 << 20) + (64 << 10);

    private CmsMessages() {}

    /// The fields of a message of this type.
    ///
    /// @throws CryptoException when it is too large or too deep, of another type, or something follows it
    static CmsFields read(byte[] message, ASN1ObjectIdentifier type) throws CryptoException, IOException {
        requireSize(message);
        BerSkeleton.check(message);
        CmsFields outer = CmsFields.of(ASN1Primitive.fromByteArray(message));
        ASN1ObjectIdentifier found = outer.next(ASN1ObjectIdentifier.class);
        if (!found.equals(type)) {
            throw new CryptoException("the message is of another type (" + found + ")");
        }
        ASN1Primitive content = outer.requireTagged(0).getExplicitBaseObject().toASN1Primitive();
        outer.end();
        return CmsFields.of(content);
    }

    /// The DER of a message.
    ///
    /// @throws CryptoException when it is too large to be read again
    static byte[] write(ASN1ObjectIdentifier type, ASN1Encodable content) throws CryptoException {
        byte[] message = der(new ContentInfo(type, content));
        requireSize(message);
        return message;
    }

    private static void requireSize(byte[] message) throws CryptoException {
        if (message.length > BYTES_MAX) {
            throw new CryptoException(
                    "the message has " + message.length + " bytes, at most " + BYTES_MAX + " are allowed");
        }
    }

    static byte[] der(ASN1Encodable object) {
        return encoded(object, ASN1Encoding.DER);
    }

    /// The bytes of what was read, as they were if its lengths were definite. To write it as DER would put right what
    /// is wrong in it, and a signature over the whole would still verify.
    static byte[] asRead(ASN1Encodable object) {
        return encoded(object, ASN1Encoding.DL);
    }

    private static byte[] encoded(ASN1Encodable object, String encoding) {
        try {
            return object.toASN1Primitive().getEncoded(encoding);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
    }
}
