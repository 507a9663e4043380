package io.micropay.usage;

import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/// What may stand where a value is typed, as far as a shell can help.
///
/// Words come from picocli's candidates. The rest is said by the label that a person reads too: `FILE`, `DIR`, `HOST`.
public sealed interface ValueKind {

    /// One of a few words.
    record Words(List<String> words) implements ValueKind {
        public Words {
            words = List.copyOf(words);
        }
    }

    record AnyFile() implements ValueKind {}

    record Folder() implements ValueKind {}

    record Host() implements ValueKind {}

    /// Something of which a shell knows nothing, such as a number.
    record Text() implements ValueKind {}

    /// What an argument takes.
    static ValueKind of(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates != null) {
            return new Words(
                    StreamSupport.stream(candidates.spliterator(), false).toList());
        }
        List<String> labels = List.of(argument.paramLabel().split("[^A-Z]+", -1));
        if (labels.contains("DIR")) {
            return new Folder();
        }
        if (labels.contains("FILE")) {
            return new AnyFile();
        }
        return labels.contains("HOST") ? new Host() : new Text();
    }
}
