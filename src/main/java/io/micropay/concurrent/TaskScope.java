package io.micropay.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tasks that run side by side on virtual threads, and all end before the scope does.
///
/// All must succeed: the first exception cancels the others by interrupt, and [#join()] throws it.
/// ```java
/// try (var scope = TaskScope.open("payment")) {
///     Subtask<Account> payer = scope.fork(() -> verify(order));
///     Subtask<Account> payee = scope.fork(() -> verify(acceptance));
///     scope.join();
///     return new Parties(payer.get(), payee.get());
/// }
/// ```
/// This is the JDK's `StructuredTaskScope`, whose preview API changed in JDK 25. It is called by
/// method handles bound to whatever the running JDK offers, so that one jar compiled for
/// 21 runs on each, without `--enable-preview`.
///
/// A scope belongs to the thread that opened it: fork, join or close on another thread is a
/// [WrongThreadException]. The owner forks, then joins once, then reads results, then closes; any other
/// order is an [IllegalStateException]. JDK 21 and 25 differ in how much of this they check, so it is checked here.
public final class TaskScope implements AutoCloseable {

    private static final @Nullable ScopeApi API = ScopeApi.ofThisJdk();

    private final ScopeApi api;
    private final Object scope;
    private final @Nullable Deadline deadline;
    private final Thread owner = Thread.currentThread();
    private boolean joined;

    private TaskScope(ScopeApi api, String name, @Nullable Duration timeout) {
        this.api = api;
        this.deadline = timeout == null ? null : Deadline.after(timeout);
        this.scope = api.open(name, timeout);
    }

    /// Opens a scope without a deadline.
    ///
    /// @param name what thread dumps call the scope
    /// @throws UnsupportedOperationException as [#requireAvailable()] does
    public static TaskScope open(String name) {
        return new TaskScope(available(), name, null);
    }

    /// Opens a scope whose tasks must all have ended `timeout` from now.
    ///
    /// @param name what thread dumps call the scope
    /// @throws UnsupportedOperationException as [#requireAvailable()] does
    public static TaskScope open(String name, Duration timeout) {
        return new TaskScope(available(), name, timeout);
    }

    /// Called once at start, so that a JDK that micropay cannot run on is refused before any work.
    ///
    /// @throws UnsupportedOperationException on a JDK whose `StructuredTaskScope` has no known shape
    public static void requireAvailable() {
        available();
    }

    private static ScopeApi available() {
        if (API == null) {
            throw new UnsupportedOperationException("Java " + Runtime.version().feature()
                    + " has no StructuredTaskScope of a shape that micropay knows (those of 21 and 25)");
        }
        return API;
    }

    /// Starts a task on a virtual thread of its own; not at all when the scope is already cancelled.
    public <T> Subtask<T> fork(Callable<? extends T> task) {
        requireOwnerBeforeJoin("fork");
        Supplier<T> subtask = api.fork(scope, task);
        return subtask::get;
    }

    /// Waits until all tasks have succeeded, or throws as soon as one of them has not.
    ///
    /// @throws FailedException with the first failed task's exception as its cause
    /// @throws TimeoutException when the deadline passed first; the tasks are cancelled
    /// @throws InterruptedException when the waiting thread is interrupted; the tasks are cancelled by [#close()]
    public void join() throws InterruptedException {
        requireOwnerBeforeJoin("join");
        joined = true;
        api.join(scope, deadline);
    }

    private void requireOwnerBeforeJoin(String call) {
        if (!Thread.currentThread().equals(owner)) {
            throw new WrongThreadException(call + " on a thread that does not own the scope");
        }
        if (joined) {
            throw new IllegalStateException(call + " after join");
        }
    }

    /// Cancels the tasks still running and waits until they have ended.
    @Override
    public void close() {
        api.close(scope);
    }

    /// A task failed; the cause is what it threw.
    public static final class FailedException extends RuntimeException {
        FailedException(@Nullable Throwable cause) {
            super(cause);
        }
    }

    /// The scope's deadline passed before all its tasks had ended.
    public static final class TimeoutException extends RuntimeException {
        TimeoutException() {
            super("not done by the deadline");
        }
    }
}
