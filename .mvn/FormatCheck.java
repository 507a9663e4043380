import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Checks the sources' format as Spotless does, on the JDK that compiles them.
///
/// Spotless formats inside Maven's own JVM, and a JVM older than 21 cannot parse
/// the sources. The build runs this program there instead, with the same formatter.
class FormatCheck {

    public static void main(String[] args) throws Exception {
        var style = JavaFormatterOptions.Style.PALANTIR;
        var formatter = Formatter.createFormatter(
                JavaFormatterOptions.builder().style(style).build());
        var unformatted = new ArrayList<Path>();
        for (String tree : args) {
            try (var files = Files.walk(Path.of(tree))) {
                for (Path file :
                        (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                    String source = Files.readString(file);
                    // The same steps as Spotless takes: formatSourceAndFixImports would also reflow strings.
                    String ordered =
                            RemoveUnusedImports.removeUnusedImports(ImportOrderer.reorderImports(source, style));
                    if (!formatter.formatSource(ordered).equals(source)) {
                        unformatted.add(file);
                    }
                }
            }
        }
        if (!unformatted.isEmpty()) {
            unformatted.forEach(file -> System.err.println("micropay: error: not formatted: " + file));
            System.err.println("micropay: hint: JAVA_HOME=<a JDK 21 or newer> mvn spotless:apply");
            System.exit(1);
        }
    }
}
