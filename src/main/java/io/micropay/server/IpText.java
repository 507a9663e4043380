package io.micropay.server;

import java.net.Inet6Address;
import java.net.InetAddress;

/// IP addresses as RFC 5952 writes them, without a zone.
///
/// The JDK writes `0:0:0:0:0:0:0:1` where the RFC wants `::1`.
final class IpText {

    private static final int GROUPS = 8;

    private IpText() {}

    static String of(InetAddress address) {
        return address instanceof Inet6Address ? compressed(groups(address.getAddress())) : address.getHostAddress();
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    /// Writes `::` for the longest run of two or more zero groups, the first of several (RFC 5952, section 4.2).
    private static String compressed(int[] groups) {
        int runStart = 0;
        int runLength = 0;
        for (int i = 0; i < GROUPS; i++) {
            int length = zerosFrom(groups, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        return runLength < 2
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, runStart) + "::" + joined(groups, runStart + runLength, GROUPS);
    }

    private static int zerosFrom(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String joined(int[] groups, int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(i == start ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
