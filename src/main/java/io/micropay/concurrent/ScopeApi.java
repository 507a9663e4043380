package io.micropay.concurrent;

import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What [TaskScope] needs of the JDK's `StructuredTaskScope`, one implementation per shape that class has had.
///
/// A scope is passed as an `Object`: its type is a preview API that we cannot name.
sealed interface ScopeApi permits ShutdownOnFailureApi, JoinerApi {

    /// Null where the running JDK has a shape that we do not know, or no such class at all.
    static @Nullable ScopeApi ofThisJdk() {
        try {
            return of(Class.forName("java.util.concurrent.StructuredTaskScope"));
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    static @Nullable ScopeApi of(Class<?> scopeType) {
        ScopeApi api = JoinerApi.of(scopeType);
        return api != null ? api : ShutdownOnFailureApi.of(scopeType);
    }

    Object open(String name, @Nullable Duration timeout);

    <T> Supplier<T> fork(Object scope, Callable<? extends T> task);

    void join(Object scope, @Nullable Deadline deadline) throws InterruptedException;

    void close(Object scope);

    /// A method handle may throw anything, as far as the compiler knows; these methods throw nothing checked.
    static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            return e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return new UndeclaredThrowableException(thrown);
    }
}
