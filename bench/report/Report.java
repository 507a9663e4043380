import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes one page of HTML of all results: it loads nothing, and its pictures are drawn here.
///
/// `Report STYLE FLAMES OUT RESULT...`, where FLAMES is a page with a flame graph, or `-` without one. Start reading at
/// [Page]; [BenchResult] is what it reads, [Svg] what it draws with.
class Report {

    public static void main(String[] args) throws IOException {
        List<BenchResult> results = new ArrayList<>();
        for (String file : Arrays.asList(args).subList(3, args.length)) {
            results.add(BenchResult.read(Path.of(file)));
        }
        Optional<String> flames =
                args[1].equals("-") ? Optional.empty() : Optional.of(Files.readString(Path.of(args[1])));
        String page = new Page(History.of(results), flames).html(Files.readString(Path.of(args[0])));
        Files.writeString(Path.of(args[2]), page);
    }
}
