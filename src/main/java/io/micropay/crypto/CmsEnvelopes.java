package io.micropay.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;

/// CMS AuthEnvelopedData (RFC 5083) for one recipient, with AES-256-GCM: it hides a content and shows every change to
/// it, but not who has written it. For that, the content is SignedData itself.
///
/// `openssl cms -decrypt` opens what is written here; what `openssl cms -encrypt -aes-256-gcm` writes is taken, with
/// the options `-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256`, or `-keyopt ecdh_kdf_md:sha256`.
public final class CmsEnvelopes {

    private static final int VERSION = 0;
    private static final boolean IMPLICIT = false;

    private CmsEnvelopes() {}

    /// The DER of an envelope around `content` that its recipient alone can open.
    ///
    /// @throws CryptoException when the message would be larger than [CmsMessages#BYTES_MAX]
    public static byte[] seal(byte[] content, Recipient recipient) throws CryptoException {
        ContentCipher cipher = ContentCipher.create();
        ContentCipher.Sealed sealed = cipher.encrypt(content);
        ASN1Encodable encryptedContent = new DERSequence(new ASN1Encodable[] {
            CMSObjectIdentifiers.data,
            cipher.identifier(),
            new DERTaggedObject(IMPLICIT, 0, new DEROctetString(sealed.encrypted()))
        });
        ASN1Encodable envelope = new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(VERSION),
            new DERSet(recipient.enclose(cipher.key())),
            encryptedContent,
            new DEROctetString(sealed.tag())
        });
        return CmsMessages.write(CMSObjectIdentifiers.authEnvelopedData, envelope);
    }

    /// The content of an envelope for the owner of this identity.
    ///
    /// @throws CryptoException the same, whatever is wrong: who could tell the reasons apart could use this key to
    ///     learn what it decrypts
    public static byte[] open(byte[] message, Identity recipient) throws CryptoException {
        try {
            return opened(message, recipient);
        } catch (CryptoException | GeneralSecurityException | IOException | RuntimeException e) {
            // The cause would tell the reason: it is dropped on purpose.
            throw new CryptoException(
                    "the message cannot be opened",
                    "it must be CMS AuthEnvelopedData with AES-256-GCM, for this certificate alone, by RSA-OAEP or"
                            + " P-256 ECDH with SHA-256");
        }
    }

    private static byte[] opened(byte[] message, Identity recipient)
            throws CryptoException, GeneralSecurityException, IOException {
        CmsFields envelope = CmsMessages.read(message, CMSObjectIdentifiers.authEnvelopedData);
        require(envelope.nextInt() == VERSION);
        ASN1Primitive recipientInfo = envelope.onlyOfSet();
        CmsFields content = envelope.nextSequence();
        byte[] tag = envelope.next(ASN1OctetString.class).getOctets();
        envelope.end();
        require(tag.length == ContentCipher.TAG_BYTES);
        require(content.next(ASN1ObjectIdentifier.class).equals(CMSObjectIdentifiers.data));
        byte[] nonce = ContentCipher.nonce(content.nextSequence());
        byte[] encrypted =
                ASN1OctetString.getInstance(content.requireTagged(0), IMPLICIT).getOctets();
        content.end();
        byte[] key = contentKey(recipientInfo, recipient);
        return ContentCipher.of(key, nonce).decrypt(new ContentCipher.Sealed(encrypted, tag));
    }

    /// A key that does not decrypt is replaced by a random one, so that it takes the same time to fail as a tag that
    /// does not fit (RFC 3218, section 2.3.2).
    private static byte[] contentKey(ASN1Primitive recipientInfo, Identity recipient) throws CryptoException {
        byte[] substitute = ContentCipher.randomKey();
        KeyEncryption encryption =
                KeyEncryption.of(recipient.verificationKey().algorithm()).orElseThrow(CmsFields::malformed);
        try {
            byte[] key = encryption.disclose(recipientInfo, recipient);
            return key.length == ContentCipher.KEY_BYTES ? key : substitute;
        } catch (GeneralSecurityException e) {
            return substitute;
        }
    }

    private static void require(boolean holds) throws CryptoException {
        if (!holds) {
            throw CmsFields.malformed();
        }
    }
}
