package io.micropay.crypto;

import java.util.Enumeration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.jspecify.annotations.Nullable;

/// The fields of an ASN.1 sequence, taken one after the other: what is missing, of another type or left over refuses
/// the whole.
///
/// Bouncy Castle's own classes for these structures let more pass, a second list of signers for instance.
final class CmsFields {

    private final Enumeration<?> fields;
    private @Nullable ASN1Primitive ahead;

    private CmsFields(ASN1Sequence sequence) {
        this.fields = sequence.getObjects();
        advance();
    }

    static CmsFields of(ASN1Encodable sequence) throws CryptoException {
        return new CmsFields(as(ASN1Sequence.class, sequence.toASN1Primitive()));
    }

    private void advance() {
        ahead = fields.hasMoreElements() ? ((ASN1Encodable) fields.nextElement()).toASN1Primitive() : null;
    }

    ASN1Primitive next() throws CryptoException {
        ASN1Primitive field = ahead;
        if (field == null) {
            throw malformed();
        }
        advance();
        return field;
    }

    <T extends ASN1Primitive> T next(Class<T> type) throws CryptoException {
        return as(type, next());
    }

    CmsFields nextSequence() throws CryptoException {
        return of(next());
    }

    /// The only element of the set that comes next.
    ASN1Primitive onlyOfSet() throws CryptoException {
        return only(next(ASN1Set.class));
    }

    static ASN1Primitive only(ASN1Set set) throws CryptoException {
        if (set.size() != 1) {
            throw malformed();
        }
        return set.getObjectAt(0).toASN1Primitive();
    }

    int nextInt() throws CryptoException {
        return next(ASN1Integer.class).intValueExact();
    }

    /// Takes the next field if it has this context tag.
    Optional<ASN1TaggedObject> nextTagged(int tag) throws CryptoException {
        return ahead instanceof ASN1TaggedObject tagged && tagged.hasContextTag(tag)
                ? Optional.of(next(ASN1TaggedObject.class))
                : Optional.empty();
    }

    ASN1TaggedObject requireTagged(int tag) throws CryptoException {
        return nextTagged(tag).orElseThrow(CmsFields::malformed);
    }

    /// Nothing may be left.
    void end() throws CryptoException {
        if (ahead != null) {
            throw malformed();
        }
    }

    private static <T extends ASN1Primitive> T as(Class<T> type, ASN1Primitive field) throws CryptoException {
        if (!type.isInstance(field)) {
            throw malformed();
        }
        return type.cast(field);
    }

    static CryptoException malformed() {
        return new CryptoException("the message is malformed");
    }
}
