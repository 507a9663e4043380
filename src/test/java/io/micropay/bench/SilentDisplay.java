package io.micropay.bench;

import java.time.Duration;

/// Shows nothing to nobody.
final class SilentDisplay implements Display {

    private static final Step STEP = new Step() {
        @Override
        public void advance(int count) {}

        @Override
        public void close() {}
    };

    @Override
    public Step begin(String what, long all) {
        return STEP;
    }

    @Override
    public Step begin(String what, Duration time) {
        return STEP;
    }
}
