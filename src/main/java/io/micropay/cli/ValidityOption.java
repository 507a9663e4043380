package io.micropay.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How long a new certificate is valid.
final class ValidityOption {

    private static final int DAYS_MAX = 3650;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "Days until the certificate expires, at most 3650 (${DEFAULT-VALUE}).")
    private int days;

    Duration validity(CommandSpec spec) {
        if (days < 1 || days > DAYS_MAX) {
            throw new ParameterException(spec.commandLine(), "--days must be 1 to " + DAYS_MAX + ", not " + days);
        }
        return Duration.ofDays(days);
    }
}
