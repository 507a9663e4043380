package io.micropay.concurrent;

/// A task forked in a [TaskScope], and the place where its result is found after the join.
///
/// @param <T> the result's type
public interface Subtask<T> {

    /// The task's result.
    ///
    /// @throws IllegalStateException before [TaskScope#join()], or when the join threw: a result
    ///     is there only when every task of the scope succeeded
    T get();
}
