package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.WalletSession;
import io.micropay.client.shell.CommandFailedException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A payee who is always there: logged in, and again after the server has gone away and come back.
///
/// The first login has to succeed, so that a mistake shows at once. Later ones are tried again and again, with pauses
/// that grow, until they succeed, or the server says that this account will not be let in. Whoever answers in the
/// server's place for a while cannot say so.
public final class Attendance {

    private static final Duration PAUSE_MIN = Duration.ofMillis(500);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final ShellSettings settings;
    private final boolean takeover;
    private final Dialogue dialogue;
    private final Attendant attendant;
    private final Duration lookEvery;

    /// Completed, with nothing, when it is to leave.
    private final CompletableFuture<Optional<ConnectionException>> told = new CompletableFuture<>();

    /// @param takeover whether to end another session of the account, each time
    /// @param dialogue is told what happens beside the payments
    public Attendance(ShellSettings settings, boolean takeover, Dialogue dialogue, Attendant attendant) {
        this(settings, takeover, dialogue, attendant, LOOK_EVERY);
    }

    /// @param lookEvery how often the attendant looks around
    Attendance(ShellSettings settings, boolean takeover, Dialogue dialogue, Attendant attendant, Duration lookEvery) {
        this.settings = settings;
        this.takeover = takeover;
        this.dialogue = dialogue;
        this.attendant = attendant;
        this.lookEvery = lookEvery;
    }

    /// A session, and why it was lost.
    private record Present(WalletSession session, CompletableFuture<Optional<ConnectionException>> lost) {}

    /// Stays until [#leave] is called, or what it shows does not get out any more.
    ///
    /// @throws CommandFailedException when the first login fails, or a later one for good
    public void stay() throws CommandFailedException {
        RenewalWatch watch = RenewalWatch.start(settings.renewal());
        try {
            stayConnected();
        } finally {
            watch.close();
        }
    }

    private void stayConnected() throws CommandFailedException {
        Optional<Present> present = Optional.of(attend());
        while (present.isPresent()) {
            Optional<ConnectionException> lost = lookAroundUntilOver(present.get());
            if (lost.isEmpty()) {
                present.get().session().leave();
                return;
            }
            dialogue.tell(Sentences.lost(lost.get()));
            present = attendAgain();
        }
    }

    /// @return why the session was lost, or nothing when it is to be left
    private Optional<ConnectionException> lookAroundUntilOver(Present present) {
        CompletableFuture<Optional<ConnectionException>> over = present.lost().applyToEither(told, Function.identity());
        while (!isDoneWithin(lookEvery, over)) {
            attendant.lookAround();
        }
        return over.join();
    }

    /// From any thread: has [#stay] take its leave, and return.
    public void leave() {
        told.complete(Optional.empty());
    }

    private Present attend() throws CommandFailedException {
        settings.renewal().beforeConnecting();
        CompletableFuture<Optional<ConnectionException>> lost = new CompletableFuture<>();
        QuietNotices notices = new QuietNotices(
                dialogue::tell, this::received, reason -> lost.complete(Optional.of(reason)), paysNobody -> {});
        WalletSession session = Question.asked(() -> WalletSession.open(settings.server(), settings.wallet(), notices));
        boolean loggedIn = false;
        try {
            new AccountDesk(session, settings.name())
                    .logIn(settings.name(), settings.port(), takeover, settings.policy());
            attendant.arrived(session);
            leaveUnheard();
            loggedIn = true;
        } finally {
            if (!loggedIn) {
                session.close();
            }
        }
        dialogue.tell(Sentences.attending(settings));
        return new Present(session, lost);
    }

    private void received(Outcome.Received payment) {
        attendant.received(payment);
        leaveUnheard();
    }

    /// It takes no more payments of which nobody would read.
    private void leaveUnheard() {
        if (!dialogue.isHeard()) {
            leave();
        }
    }

    /// @return empty when it is to be left
    private Optional<Present> attendAgain() throws CommandFailedException {
        Duration pause = PAUSE_MIN;
        String said = "";
        while (!leavesWithin(pause)) {
            try {
                return Optional.of(attend());
            } catch (CommandFailedException failure) {
                if (failure.kind() == Kind.AUTHENTICATION) {
                    throw failure;
                }
                String sentence = Sentences.failure(failure);
                if (!sentence.equals(said)) {
                    dialogue.tell(sentence);
                }
                said = sentence;
            }
            pause = pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        }
        return Optional.empty();
    }

    /// Waits for about that long: many payees who have lost the same server do not all come back at one instant.
    private boolean leavesWithin(Duration pause) {
        long millis = pause.toMillis();
        return isDoneWithin(
                Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1)), told);
    }

    private static boolean isDoneWithin(Duration time, CompletableFuture<?> event) {
        try {
            event.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException goOn) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
