package io.micropay.client;

/// A step of a payment cannot be taken.
final class StoppedException extends Exception {

    private final Obstacle obstacle;

    StoppedException(Obstacle obstacle) {
        // What stands in the way is expected, and said by the obstacle.
        super(obstacle.toString(), null, false, false);
        this.obstacle = obstacle;
    }

    Obstacle obstacle() {
        return obstacle;
    }
}
