package io.micropay.client;

import io.micropay.wire.ServerEvent;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The events that a connection has read, on their way to whoever listens: in order, one at a time.
///
/// A virtual thread of their own, which is there while there are events, hands them over: who listens may ask the
/// server, which the thread that reads its answers could not.
final class EventQueue {

    /// As many as a server keeps for a client that does not read.
    static final int WAITING_MAX = 1_000;

    private final Consumer<ServerEvent> listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ServerEvent> events = new ArrayDeque<>();
    private boolean telling;

    EventQueue(Consumer<ServerEvent> listener) {
        this.listener = listener;
    }

    /// Never waits.
    ///
    /// @return whether there was room for it
    boolean add(ServerEvent event) {
        lock.lock();
        try {
            if (events.size() == WAITING_MAX) {
                return false;
            }
            events.add(event);
            if (!telling) {
                telling = true;
                Thread.ofVirtual().name("server-events").start(this::tellAll);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void tellAll() {
        for (Optional<ServerEvent> event = next(); event.isPresent(); event = next()) {
            listener.accept(event.get());
        }
    }

    private Optional<ServerEvent> next() {
        lock.lock();
        try {
            telling = !events.isEmpty();
            return Optional.ofNullable(events.poll());
        } finally {
            lock.unlock();
        }
    }
}
