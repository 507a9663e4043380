package io.micropay.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A merchant's day to be settled, or asked about.
final class PendingDay extends Pending<DayState> {

    private final DayKey key;
    private final byte[] fileHash;
    private final @Nullable SettledDay proposal;

    private PendingDay(DayKey key, byte[] fileHash, @Nullable SettledDay proposal) {
        this.key = key;
        this.fileHash = fileHash;
        this.proposal = proposal;
    }

    static PendingDay question(DayKey key, byte[] fileHash) {
        return new PendingDay(key, fileHash, null);
    }

    static PendingDay settlement(DayKey key, SettledDay proposal) {
        return new PendingDay(key, proposal.fileHash(), proposal);
    }

    DayKey key() {
        return key;
    }

    /// What the day becomes if it is not settled yet; null for a question.
    @Nullable
    SettledDay proposal() {
        return proposal;
    }

    void answerNotOver() {
        decide(DayState.NotOver::new);
    }

    void answerOpen() {
        decide(DayState.Open::new);
    }

    /// The first file that was decided on counts, whoever asks later.
    void answer(SettledDay settled) {
        DayState state = settled.isOf(fileHash) ? new DayState.Settled(settled) : new DayState.SettledOtherwise();
        decide(() -> state);
    }

    /// Nobody's money moves.
    @Override
    List<Account> accounts(Account treasury) {
        return List.of();
    }

    @Override
    DayState busy() {
        return new DayState.Busy();
    }
}
