package io.micropay.concurrent;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The shape of JDK 25 and newer: `StructuredTaskScope.open(joiner, configuration)`, and a `join` that
/// throws what went wrong.
record JoinerApi(
        MethodHandle open,
        MethodHandle joiner,
        MethodHandle withName,
        MethodHandle withTimeout,
        MethodHandle fork,
        MethodHandle join,
        MethodHandle close,
        Class<?> failedType,
        Class<?> timeoutType)
        implements ScopeApi {

    static @Nullable JoinerApi of(Class<?> scopeType) {
        try {
            var lookup = MethodHandles.publicLookup();
            Class<?> joiner = Class.forName(scopeType.getName() + "$Joiner");
            Class<?> configuration = Class.forName(scopeType.getName() + "$Configuration");
            Class<?> subtask = Class.forName(scopeType.getName() + "$Subtask");
            return new JoinerApi(
                    open(lookup, scopeType, joiner),
                    lookup.findStatic(joiner, "awaitAllSuccessfulOrThrow", methodType(joiner))
                            .asType(methodType(Object.class)),
                    lookup.findVirtual(configuration, "withName", methodType(configuration, String.class))
                            .asType(methodType(Object.class, Object.class, String.class)),
                    lookup.findVirtual(configuration, "withTimeout", methodType(configuration, Duration.class))
                            .asType(methodType(Object.class, Object.class, Duration.class)),
                    lookup.findVirtual(scopeType, "fork", methodType(subtask, Callable.class))
                            .asType(methodType(Supplier.class, Object.class, Callable.class)),
                    lookup.findVirtual(scopeType, "join", methodType(Object.class))
                            .asType(methodType(void.class, Object.class)),
                    lookup.findVirtual(scopeType, "close", methodType(void.class))
                            .asType(methodType(void.class, Object.class)),
                    Class.forName(scopeType.getName() + "$FailedException"),
                    Class.forName(scopeType.getName() + "$TimeoutException"));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /// JDK 25 takes the configuration as a `Function`, JDK 26 as a `UnaryOperator`: ours is both.
    private static MethodHandle open(MethodHandles.Lookup lookup, Class<?> scopeType, Class<?> joiner)
            throws ReflectiveOperationException {
        var method = Arrays.stream(scopeType.getMethods())
                .filter(candidate -> candidate.getName().equals("open"))
                .filter(candidate -> candidate.getParameterCount() == 2)
                .filter(candidate -> candidate.getParameterTypes()[0] == joiner)
                .filter(candidate -> candidate.getParameterTypes()[1].isAssignableFrom(UnaryOperator.class))
                .findAny()
                .orElseThrow(() -> new NoSuchMethodException("open"));
        return lookup.unreflect(method).asType(methodType(Object.class, Object.class, UnaryOperator.class));
    }

    @Override
    public Object open(String name, @Nullable Duration timeout) {
        UnaryOperator<Object> configure = defaults -> configure(defaults, name, timeout);
        try {
            return (Object) open.invokeExact((Object) joiner.invokeExact(), configure);
        } catch (Throwable thrown) {
            throw ScopeApi.unexpected(thrown);
        }
    }

    private Object configure(Object defaults, String name, @Nullable Duration timeout) {
        try {
            Object named = (Object) withName.invokeExact(defaults, name);
            return timeout == null ? named : (Object) withTimeout.invokeExact(named, timeout);
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
            join.invokeExact(scope);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable thrown) {
            if (failedType.isInstance(thrown)) {
                throw new TaskScope.FailedException(thrown.getCause());
            }
            if (timeoutType.isInstance(thrown)) {
                throw new TaskScope.TimeoutException();
            }
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
