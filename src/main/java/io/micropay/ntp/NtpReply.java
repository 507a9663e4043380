package io.micropay.ntp;

import java.util.Optional;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/// A reply that belongs to a question, and whether it can be used: the checks of RFC 5905, section 8.
record NtpReply(NtpV3Packet packet) {

    private static final int UNSYNCHRONISED = 3;
    private static final int KISS_STRATUM = 0;
    private static final int STRATUM_MAX = 15;

    /// MAXDISP: a server that is this far from a reference clock has none.
    private static final double DISTANCE_MILLIS_MAX = 16_000;

    /// The code of a kiss-o'-death, if it is one.
    Optional<String> kiss() {
        return isServers() && packet.getStratum() == KISS_STRATUM
                ? Optional.of(letters(packet.getReferenceId()))
                : Optional.empty();
    }

    /// Why it says nothing about the time.
    Optional<String> fault() {
        if (!isServers()) {
            return Optional.of("the answer is not a server's");
        }
        if (packet.getLeapIndicator() == UNSYNCHRONISED
                || packet.getStratum() > STRATUM_MAX
                || distance() >= DISTANCE_MILLIS_MAX) {
            return Optional.of("the server does not know the time itself");
        }
        return received().ntpValue() == 0 || sent().ntpValue() == 0 || processingNanos() < 0
                ? Optional.of("the answer's times make no sense")
                : Optional.empty();
    }

    private boolean isServers() {
        return packet.getMode() == NtpV3Packet.MODE_SERVER;
    }

    private double distance() {
        return packet.getRootDelayInMillisDouble() / 2 + packet.getRootDispersionInMillisDouble();
    }

    int stratum() {
        return packet.getStratum();
    }

    /// When the question came, by the server's clock, in milliseconds since 1970.
    long receivedMillis() {
        return received().getTime();
    }

    /// How long the server took. In units of 2^-32 s, a difference is right in every era of NTP.
    long processingNanos() {
        long units = sent().ntpValue() - received().ntpValue();
        return (units >> 32) * 1_000_000_000L + (((units & 0xffff_ffffL) * 1_000_000_000L) >> 32);
    }

    private TimeStamp received() {
        return packet.getReceiveTimeStamp();
    }

    private TimeStamp sent() {
        return packet.getTransmitTimeStamp();
    }

    /// What is no letter comes from nobody who means a code.
    private static String letters(int code) {
        StringBuilder letters = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            int letter = (code >> shift) & 0xff;
            letters.append(letter >= 'A' && letter <= 'Z' ? (char) letter : '?');
        }
        return letters.toString();
    }
}
