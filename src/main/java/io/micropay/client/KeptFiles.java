package io.micropay.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The files of a folder of which the latest are kept.
final class KeptFiles {

    private record Dated(Path file, long millis) {}

    private KeptFiles() {}

    /// Takes the oldest away until so many are left. Another process may do the same at this moment.
    static void forgetOldest(Path folder, String suffix, int countMax) throws IOException {
        List<Dated> dated = dated(folder, suffix);
        dated.sort(Comparator.comparingLong(Dated::millis));
        for (Dated oldest : dated.subList(0, Math.max(0, dated.size() - countMax))) {
            Files.deleteIfExists(oldest.file());
        }
    }

    private static List<Dated> dated(Path folder, String suffix) throws IOException {
        List<Dated> dated = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                try {
                    dated.add(new Dated(file, Files.getLastModifiedTime(file).toMillis()));
                } catch (NoSuchFileException forgotten) {
                    // So much the better.
                }
            }
        }
        return dated;
    }
}
