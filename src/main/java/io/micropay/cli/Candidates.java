package io.micropay.cli;

import java.util.Iterator;
import java.util.List;

/// The words that may stand as a value, for a shell that completes it. Each kind of value has a class of its own, since
/// an annotation can name nothing else.
abstract class Candidates implements Iterable<String> {

    private final List<String> words;

    Candidates(List<String> words) {
        this.words = words;
    }

    @Override
    public final Iterator<String> iterator() {
        return words.iterator();
    }
}
