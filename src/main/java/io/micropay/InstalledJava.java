package io.micropay;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Java installation on this machine, known by the `release` file that every JDK carries.
final class InstalledJava {

    private static final List<Path> SHELVES =
            List.of(Path.of("/usr/lib/jvm"), Path.of("/Library/Java/JavaVirtualMachines"));

    private static final Pattern FEATURE = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?(\\d+)");

    private final Path home;
    private final int feature;

    private InstalledJava(Path home, int feature) {
        this.home = home;
        this.feature = feature;
    }

    Path executable() {
        return executable(home);
    }

    /// The Java at `JAVA_HOME` when it is new enough, since someone chose it; else the newest one installed.
    static Optional<InstalledJava> find(int oldest) {
        return find(oldest, System.getenv("JAVA_HOME"), SHELVES);
    }

    static Optional<InstalledJava> find(int oldest, @Nullable String javaHome, List<Path> shelves) {
        return Optional.ofNullable(javaHome)
                .flatMap(chosen -> at(Path.of(chosen)))
                .filter(java -> java.feature >= oldest)
                .or(() -> shelves.stream()
                        .flatMap(shelf -> homesOn(shelf).stream())
                        .flatMap(home -> at(home).stream())
                        .filter(java -> java.feature >= oldest)
                        .max(Comparator.comparingInt(java -> java.feature)));
    }

    private static List<Path> homesOn(Path shelf) {
        var homes = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(shelf)) {
            for (Path entry : entries) {
                homes.add(entry);
                homes.add(entry.resolve("Contents/Home"));
            }
        } catch (IOException e) {
            // A shelf that is absent or closed to us holds no Java we could use.
            return List.of();
        }
        return homes;
    }

    private static Optional<InstalledJava> at(Path home) {
        if (!Files.isExecutable(executable(home))) {
            return Optional.empty();
        }
        try {
            Matcher version = FEATURE.matcher(Files.readString(home.resolve("release")));
            return version.find()
                    ? Optional.of(new InstalledJava(home, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path executable(Path home) {
        Path java = home.resolve("bin/java");
        return Files.exists(java) ? java : home.resolve("bin/java.exe");
    }
}
