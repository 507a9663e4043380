package io.micropay.ntp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/// One question to an NTP server, and its answer: the client's part of RFC 5905.
///
/// Whoever cannot read along shall not be able to answer in the server's place. So each question has a socket of its
/// own with a port that the system chooses (RFC 9109), connected so that the system drops what others send; and its
/// transmit timestamp, which the answer has to repeat, is not the time but a random number. It tells nobody what this
/// machine's clock says, either.
final class NtpQuestion {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int VERSION = 4;
    private static final int PACKET_BYTES = 48;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimeStamp nonce = new TimeStamp(RANDOM.nextLong());
    private final long wallMillis;
    private final long nanos = System.nanoTime();

    private NtpQuestion(Clock wall) {
        this.wallMillis = wall.millis();
    }

    /// Asks, and waits for the answer.
    ///
    /// @param wall the clock that is judged
    static NtpAnswer ask(NtpServer server, Clock wall, Duration patience) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(server.host()), server.port()));
            NtpQuestion question = new NtpQuestion(wall);
            socket.send(question.packet());
            return question.awaitAnswer(socket, patience);
        } catch (UnknownHostException unknown) {
            return new NtpAnswer.Nothing("its name is not known");
        } catch (SocketTimeoutException silent) {
            return new NtpAnswer.Nothing("no answer within " + patience.toMillis() + " ms");
        } catch (IOException unreachable) {
            return new NtpAnswer.Nothing(String.valueOf(unreachable.getMessage()));
        }
    }

    private DatagramPacket packet() {
        NtpV3Packet question = new NtpV3Impl();
        question.setMode(NtpV3Packet.MODE_CLIENT);
        question.setVersion(VERSION);
        question.setTransmitTime(nonce);
        return question.getDatagramPacket();
    }

    /// What does not repeat the question's number is no answer to it, and does not end the wait for one.
    private NtpAnswer awaitAnswer(DatagramSocket socket, Duration patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[PACKET_BYTES], PACKET_BYTES);
        while (true) {
            long left = patience.toNanos() - (System.nanoTime() - nanos);
            if (left < NANOS_PER_MILLI) {
                throw new SocketTimeoutException("the time is over");
            }
            socket.setSoTimeout((int) (left / NANOS_PER_MILLI));
            packet.setLength(PACKET_BYTES);
            socket.receive(packet);
            Optional<NtpAnswer> answer = answer(packet, System.nanoTime() - nanos);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private Optional<NtpAnswer> answer(DatagramPacket packet, long elapsedNanos) {
        if (packet.getLength() < PACKET_BYTES) {
            return Optional.empty();
        }
        NtpV3Packet answer = new NtpV3Impl();
        answer.setDatagramPacket(packet);
        return nonce.equals(answer.getOriginateTimeStamp())
                ? Optional.of(judged(new NtpReply(answer), elapsedNanos))
                : Optional.empty();
    }

    private NtpAnswer judged(NtpReply reply, long elapsedNanos) {
        Optional<String> kiss = reply.kiss();
        if (kiss.isPresent()) {
            return new NtpAnswer.Kiss(kiss.get());
        }
        Optional<String> fault = reply.fault();
        if (fault.isPresent()) {
            return new NtpAnswer.Nothing(fault.get());
        }
        long delayNanos = elapsedNanos - reply.processingNanos();
        if (delayNanos < 0) {
            return new NtpAnswer.Nothing("the server claims to have taken longer than the answer did");
        }
        long offsetMillis = reply.receivedMillis() - wallMillis - delayNanos / 2 / NANOS_PER_MILLI;
        return new NtpAnswer.Time(new Measurement(offsetMillis, delayNanos, reply.stratum(), wallMillis, nanos));
    }
}
