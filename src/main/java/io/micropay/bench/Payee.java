package io.micropay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A logged-in payee who submits payments, and keeps the answers as they came for when the clock has stopped.
final class Payee implements Caller {

    /// What a `TRANS OK` has besides the words of its `TRANS`: where the record stands in the chain, the hashes of both
    /// keys, and the ledger's signature.
    private static final int ANSWER_EXTRA_BYTES = 440;

    /// Where `TRANS OK` differs from `TRANS FAIL`.
    private static final int VERDICT_OFFSET = "TRANS ".length();

    private final BenchAccount account;
    private final TlsPeer peer;
    private List<SignedPayment> payments = new ArrayList<>();
    private byte[] answers = new byte[0];
    private int[] ends = new int[0];
    private int sent;
    private int answered;
    private int filled;
    private int answerStart;
    private @Nullable Exception lost;

    Payee(BenchAccount account, TlsPeer peer) {
        this.account = account;
        this.peer = peer;
    }

    BenchAccount account() {
        return account;
    }

    @Override
    public TlsPeer peer() {
        return peer;
    }

    /// Gives it more to submit, after those that are left, and forgets what it has submitted before.
    void load(List<SignedPayment> more) {
        payments = new ArrayList<>(payments.subList(sent, payments.size()));
        payments.addAll(more);
        long bytes = 0;
        for (SignedPayment payment : payments) {
            bytes += payment.line().length + ANSWER_EXTRA_BYTES;
        }
        answers = new byte[Math.toIntExact(bytes)];
        ends = new int[payments.size()];
        sent = 0;
        answered = 0;
        filled = 0;
        answerStart = 0;
    }

    /// Forgets those that are left beyond `count`.
    void keep(int count) {
        if (left() > count) {
            payments = new ArrayList<>(payments.subList(0, sent + count));
        }
    }

    /// How many payments wait to be submitted.
    int left() {
        return payments.size() - sent;
    }

    @Override
    public byte @Nullable [] next() {
        return sent == payments.size() ? null : payments.get(sent++).line();
    }

    @Override
    public boolean receive(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (answers.length - filled < count) {
            answers = Arrays.copyOf(answers, 2 * (filled + count));
        }
        bytes.get(answers, filled, count);
        filled += count;
        if (answers[filled - 1] != '\n') {
            return false;
        }
        answerStart = answered == 0 ? 0 : ends[answered - 1];
        ends[answered++] = filled;
        return true;
    }

    @Override
    public boolean succeeded() {
        int verdict = answerStart + VERDICT_OFFSET;
        return verdict < filled && answers[verdict] == 'O';
    }

    @Override
    public void lost(Exception reason) {
        peer.close();
        if (lost == null) {
            lost = reason;
        }
    }

    /// Why its connection is gone; empty while it is not.
    Optional<Exception> loss() {
        return Optional.ofNullable(lost);
    }

    /// How many of its payments since the last [#load] were answered.
    int answered() {
        return answered;
    }

    /// Whether the last payment it has sent is without an answer.
    boolean inDoubt() {
        return sent > answered;
    }

    /// One of those that were sent since the last [#load].
    SignedPayment payment(int index) {
        return payments.get(index);
    }

    /// The answer to it, without its LF.
    String answer(int index) {
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(answers, start, ends[index] - 1 - start, UTF_8);
    }
}
