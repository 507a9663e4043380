package io.micropay.crypto;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;

/// What is signed in place of the content itself: its type, its hash and the time (RFC 5652, section 11).
///
/// All three have to be there. Others may be: openssl adds what its mail can read.
///
/// @param signedAt whole seconds
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
record SignedAttributes(byte[] digest, Instant signedAt) {

    /// Those of openssl take a few hundred. A message is kept as it came, and holds little beside its content.
    static final int BYTES_MAX = 4_096;

    private static final int COUNT_MAX = 16;

    static SignedAttributes read(ASN1Set set) throws CryptoException {
        Map<ASN1ObjectIdentifier, ASN1Primitive> values = values(set);
        if (!CMSObjectIdentifiers.data.equals(values.get(CMSAttributes.contentType))) {
            throw new CryptoException("the message does not sign the type of its content");
        }
        if (!(values.get(CMSAttributes.messageDigest) instanceof ASN1OctetString digest)) {
            throw new CryptoException("the message does not sign its content");
        }
        ASN1Primitive time = values.get(CMSAttributes.signingTime);
        if (time == null) {
            throw new CryptoException("the message does not say when it was signed");
        }
        return new SignedAttributes(
                digest.getOctets(), Time.getInstance(time).getDate().toInstant());
    }

    /// Each attribute stands there once, with one value where we know it (RFC 5652, section 5.3).
    private static Map<ASN1ObjectIdentifier, ASN1Primitive> values(ASN1Set set) throws CryptoException {
        if (set.size() > COUNT_MAX) {
            throw CmsFields.malformed();
        }
        Map<ASN1ObjectIdentifier, ASN1Primitive> values = new HashMap<>();
        for (ASN1Encodable element : set) {
            CmsFields attribute = CmsFields.of(element);
            ASN1ObjectIdentifier type = attribute.next(ASN1ObjectIdentifier.class);
            ASN1Primitive value = attribute.onlyOfSet();
            attribute.end();
            if (values.put(type, value) != null) {
                throw CmsFields.malformed();
            }
        }
        return values;
    }

    boolean isDigest(byte[] other) {
        return Arrays.equals(digest, other);
    }

    DERSet toSet() {
        return new DERSet(new ASN1Encodable[] {
            attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data),
            attribute(CMSAttributes.signingTime, new Time(Date.from(signedAt))),
            attribute(CMSAttributes.messageDigest, new DEROctetString(digest))
        });
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}
