package io.micropay.server;

import io.micropay.wire.ServerEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/// The lines that a session gets without having asked, in order.
///
/// Whoever has an event for the session only adds it; a virtual thread, which is there while there are lines, writes
/// them. They are held back while a request of the session is in hand, so that an event which follows from a request
/// follows its answer. A client that does not read is disconnected before the lines become too many.
final class EventLines {

    /// Lines that may wait for a client to read.
    static final int QUEUED_MAX = 1_000;

    private final Output output;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<String> lines = new ArrayDeque<>();
    private boolean held = true;
    private boolean writing;
    private boolean ended;

    /// Where the lines go.
    interface Output {
        void write(String line) throws IOException;

        /// Disconnects a client that does not read, without waiting.
        void abort();
    }

    /// Begins with the lines held back: the request that asks for events is in hand.
    EventLines(Output output) {
        this.output = output;
    }

    /// From any thread, without waiting.
    void add(ServerEvent event) {
        String line = event.line();
        lock.lock();
        try {
            if (lines.size() == QUEUED_MAX) {
                forgetAll();
                output.abort();
            } else if (!ended) {
                lines.add(line);
                writeOn();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A request is in hand: no line from now on.
    void hold() {
        lock.lock();
        try {
            held = true;
        } finally {
            lock.unlock();
        }
    }

    /// The request is answered.
    void release() {
        lock.lock();
        try {
            held = false;
            writeOn();
        } finally {
            lock.unlock();
        }
    }

    private void writeOn() {
        if (!held && !writing && !lines.isEmpty()) {
            writing = true;
            Thread.ofVirtual().name("events").start(this::writeAll);
        }
    }

    private void writeAll() {
        try {
            for (String line = next(); !line.isEmpty(); line = next()) {
                output.write(line);
            }
        } catch (IOException gone) {
            lock.lock();
            try {
                forgetAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// The next line to write; an empty one, which no event has, when there is none now.
    private String next() {
        lock.lock();
        try {
            writing = !held && !lines.isEmpty();
            return writing ? lines.remove() : "";
        } finally {
            lock.unlock();
        }
    }

    private void forgetAll() {
        ended = true;
        lines.clear();
    }
}
