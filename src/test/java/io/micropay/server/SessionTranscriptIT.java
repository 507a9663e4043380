package io.micropay.server;

import io.micropay.testing.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays every session in `src/test/resources/sessions`, which read as the protocol's examples.
class SessionTranscriptIT {

    private static final Path SESSIONS = Path.of("src/test/resources/sessions");

    static List<String> sessions() throws IOException {
        try (Stream<Path> files = Files.list(SESSIONS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void sessionGoesAsWritten(String session) throws IOException {
        Transcript.play(SESSIONS.resolve(session));
    }
}
