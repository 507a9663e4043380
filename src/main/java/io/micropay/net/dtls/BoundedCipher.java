package io.micropay.net.dtls;

import java.io.IOException;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/// A cipher that passes on no handshake message beyond its bounds: only here are they seen in the clear.
final class BoundedCipher implements TlsCipher {

    private final TlsCipher cipher;

    BoundedCipher(TlsCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public TlsDecodeResult decodeCiphertext(
            long sequenceNumber, short type, ProtocolVersion version, byte[] record, int offset, int length)
            throws IOException {
        TlsDecodeResult decoded = cipher.decodeCiphertext(sequenceNumber, type, version, record, offset, length);
        if (decoded.contentType == ContentType.handshake) {
            HandshakeBounds.check(decoded.buf, decoded.off, decoded.len);
        }
        return decoded;
    }

    @Override
    public TlsEncodeResult encodePlaintext(
            long sequenceNumber,
            short type,
            ProtocolVersion version,
            int headerBytes,
            byte[] content,
            int offset,
            int length)
            throws IOException {
        return cipher.encodePlaintext(sequenceNumber, type, version, headerBytes, content, offset, length);
    }

    @Override
    public int getCiphertextDecodeLimit(int plaintextLimit) {
        return cipher.getCiphertextDecodeLimit(plaintextLimit);
    }

    @Override
    public int getCiphertextEncodeLimit(int plaintextLimit) {
        return cipher.getCiphertextEncodeLimit(plaintextLimit);
    }

    @Override
    public int getPlaintextDecodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextDecodeLimit(ciphertextLimit);
    }

    @Override
    public int getPlaintextEncodeLimit(int ciphertextLimit) {
        return cipher.getPlaintextEncodeLimit(ciphertextLimit);
    }

    @Override
    public void rekeyDecoder() throws IOException {
        cipher.rekeyDecoder();
    }

    @Override
    public void rekeyEncoder() throws IOException {
        cipher.rekeyEncoder();
    }

    @Override
    public boolean usesOpaqueRecordTypeDecode() {
        return cipher.usesOpaqueRecordTypeDecode();
    }

    @Override
    public boolean usesOpaqueRecordTypeEncode() {
        return cipher.usesOpaqueRecordTypeEncode();
    }
}
