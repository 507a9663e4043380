package io.micropay.cli;

import java.nio.file.Path;

/// Where the value of an option comes from. The first of these that there is decides.
sealed interface Origin {

    record Flag() implements Origin {
        @Override
        public String toString() {
            return "flag";
        }
    }

    /// A variable of the environment.
    record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return name;
        }
    }

    /// A line of the configuration file.
    ///
    /// @param number from 1
    record Line(Path file, int number) implements Origin {
        @Override
        public String toString() {
            return file + ":" + number;
        }
    }

    record Default() implements Origin {
        @Override
        public String toString() {
            return "default";
        }
    }
}
