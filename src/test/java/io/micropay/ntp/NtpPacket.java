package io.micropay.ntp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// The 48 bytes of RFC 5905, section 7.3, written by hand: a test that used our library's would share its errors.
final class NtpPacket {

    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;

    static final int MODE_CLIENT = 3;
    static final int MODE_SERVER = 4;
    static final int MODE_BROADCAST = 5;

    private final byte[] bytes = new byte[48];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /// What a good server answers: synchronised, at stratum 2, having taken no time.
    static NtpPacket answerTo(byte[] question, long epochMillis) {
        NtpPacket packet = new NtpPacket()
                .first(0, 4, MODE_SERVER)
                .stratum(2)
                .received(epochMillis)
                .sent(epochMillis);
        packet.buffer.put(24, question, 40, 8);
        return packet;
    }

    NtpPacket first(int leap, int version, int mode) {
        buffer.put(0, (byte) (leap << 6 | version << 3 | mode));
        return this;
    }

    NtpPacket stratum(int stratum) {
        buffer.put(1, (byte) stratum);
        return this;
    }

    NtpPacket kiss(String code) {
        buffer.put(12, code.getBytes(US_ASCII));
        return stratum(0);
    }

    NtpPacket rootDelaySeconds(int seconds) {
        buffer.putInt(4, seconds << 16);
        return this;
    }

    NtpPacket rootDispersionSeconds(int seconds) {
        buffer.putInt(8, seconds << 16);
        return this;
    }

    NtpPacket originate(long nonce) {
        buffer.putLong(24, nonce);
        return this;
    }

    NtpPacket received(long epochMillis) {
        buffer.putLong(32, timestamp(epochMillis));
        return this;
    }

    NtpPacket sent(long epochMillis) {
        buffer.putLong(40, timestamp(epochMillis));
        return this;
    }

    NtpPacket withoutTimes() {
        buffer.putLong(32, 0).putLong(40, 0);
        return this;
    }

    private static long timestamp(long epochMillis) {
        long seconds = Math.floorDiv(epochMillis, 1_000) + SECONDS_FROM_1900_TO_1970;
        return seconds << 32 | ((Math.floorMod(epochMillis, 1_000L) << 32) / 1_000);
    }

    byte[] bytes() {
        return bytes;
    }
}
