package io.micropay.concurrent;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The shape of JDK 21 to 24: `new StructuredTaskScope.ShutdownOnFailure(name, factory)`, `join` or
/// `joinUntil`, then `throwIfFailed`.
record ShutdownOnFailureApi(
        MethodHandle constructor,
        MethodHandle fork,
        MethodHandle join,
        MethodHandle joinUntil,
        MethodHandle throwIfFailed,
        MethodHandle close)
        implements ScopeApi {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    static @Nullable ShutdownOnFailureApi of(Class<?> scopeType) {
        try {
            var lookup = MethodHandles.publicLookup();
            Class<?> type = Class.forName(scopeType.getName() + "$ShutdownOnFailure");
            Class<?> subtask = Class.forName(scopeType.getName() + "$Subtask");
            return new ShutdownOnFailureApi(
                    lookup.findConstructor(type, methodType(void.class, String.class, ThreadFactory.class))
                            .asType(methodType(Object.class, String.class, ThreadFactory.class)),
                    lookup.findVirtual(type, "fork", methodType(subtask, Callable.class))
                            .asType(methodType(Supplier.class, Object.class, Callable.class)),
                    lookup.findVirtual(type, "join", methodType(type)).asType(methodType(void.class, Object.class)),
                    lookup.findVirtual(type, "joinUntil", methodType(type, Instant.class))
                            .asType(methodType(void.class, Object.class, Instant.class)),
                    lookup.findVirtual(type, "throwIfFailed", methodType(void.class))
                            .asType(methodType(void.class, Object.class)),
                    lookup.findVirtual(type, "close", methodType(void.class))
                            .asType(methodType(void.class, Object.class)));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public Object open(String name, @Nullable Duration timeout) {
        try {
            return (Object) constructor.invokeExact(name, VIRTUAL);
        } catch (Throwable thrown) {
            throw ScopeApi.unexpected(thrown);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // What the JDK's fork returns supplies the result of the task it is given.
    public <T> Supplier<T> fork(Object scope, Callable<? extends T> task) {
        try {
            return (Supplier<T>) (Supplier<?>) fork.invokeExact(scope, (Callable<?>) task);
        } catch (Throwable thrown) {
            throw ScopeApi.unexpected(thrown);
        }
    }

    @Override
    public void join(Object scope, @Nullable Deadline deadline) throws InterruptedException {
        try {
            if (deadline == null) {
                join.invokeExact(scope);
            } else {
                joinUntil.invokeExact(scope, deadline.onWallClock());
            }
            throwIfFailed.invokeExact(scope);
        } catch (InterruptedException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new TaskScope.FailedException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TaskScope.TimeoutException();
        } catch (Throwable thrown) {
            throw ScopeApi.unexpected(thrown);
        }
    }

    @Override
    public void close(Object scope) {
        try {
            close.invokeExact(scope);
        } catch (Throwable thrown) {
            throw ScopeApi.unexpected(thrown);
        }
    }
}
