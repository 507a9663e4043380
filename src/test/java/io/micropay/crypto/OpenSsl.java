package io.micropay.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `openssl` of this machine, as somebody who does not trust our own reading of our own files uses it.
///
/// Where it is missing the test that needs it is skipped, or fails when the environment says `CI`.
public final class OpenSsl {

    public record Result(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    private OpenSsl() {}

    /// Runs `openssl` with these arguments in `folder`; the output is both streams. Names are written `CN=Joanne`, as
    /// openssl does from 3.2 on; before, there were spaces.
    public static Result run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.replace("CN = ", "CN="));
        } catch (IOException e) {
            assumeTrue(System.getenv("CI") != null, "SKIPPED: openssl is not installed, and this test needs it");
            throw new UncheckedIOException("openssl is needed here", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
