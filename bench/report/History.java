import java.util.Comparator;
import java.util.List;

/// The results that can be compared, oldest first: those of the machine that was measured last, and short runs only
/// where there are no others.
record History(List<BenchResult> results, int leftOut) {

    static History of(List<BenchResult> all) {
        List<BenchResult> sorted =
                all.stream().sorted(Comparator.comparing(BenchResult::at)).toList();
        boolean anyFull = sorted.stream().anyMatch(result -> !result.isShort());
        List<BenchResult> full =
                sorted.stream().filter(result -> !anyFull || !result.isShort()).toList();
        String machine = full.getLast().machine();
        List<BenchResult> comparable =
                full.stream().filter(result -> result.machine().equals(machine)).toList();
        return new History(comparable, all.size() - comparable.size());
    }

    BenchResult latest() {
        return results.getLast();
    }
}
