package io.micropay.cli;

import io.micropay.doctor.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `micropay doctor --json` prints. Names and meanings stay; fields may be added.
///
/// @param ok whether nothing failed
record FindingsJson(int schema, boolean ok, List<Entry> findings) {

    private static final int SCHEMA = 1;

    /// @param verdict `ok`, `warn` or `fail`
    /// @param advice what to do about it, null where there is nothing to do
    record Entry(
            String verdict,
            String subject,
            String text,
            @Nullable String advice) {
        static Entry of(Finding finding) {
            return new Entry(
                    finding.verdict().word(),
                    finding.subject(),
                    finding.text(),
                    finding.advice().orElse(null));
        }
    }

    static String of(List<Finding> findings) {
        return JsonText.of(new FindingsJson(
                SCHEMA,
                findings.stream().noneMatch(Finding::isFailure),
                findings.stream().map(Entry::of).toList()));
    }
}
