package io.micropay.cli;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The packaged jar that this very code runs from, for commands that start others.
final class PackagedJar {

    private PackagedJar() {}

    /// @param who needs it, in the words of an error
    static Path path(String who) throws CliException {
        try {
            URL location =
                    PackagedJar.class.getProtectionDomain().getCodeSource().getLocation();
            Path jar = Path.of(location.toURI());
            if (Files.isRegularFile(jar)) {
                return jar;
            }
        } catch (URISyntaxException notAFile) {
            // Said below: it is not the packaged jar.
        }
        throw new CliException(
                who + " needs the packaged jar", "mvn package makes micropay.jar", ExitCode.CONFIGURATION);
    }

    /// A command line that runs a command of the jar on this very Java.
    static List<String> command(Path jar, List<String> jvmOptions, List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmOptions);
        line.addAll(List.of("-jar", jar.toString()));
        line.addAll(command);
        return line;
    }
}
