package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

class EnvironmentDefaultsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("MICROPAY_PORT", "17000", "MICROPAY_DATA_DIR", "/elsewhere", "MICROPAY_HELP", "true");

    @Test
    void environmentSetsWhatNoFlagSets() {
        ParseResult server = parse("server");
        assertThat(server.<Integer>matchedOptionValue("--port", 0)).isEqualTo(0);
        assertThat(server.commandSpec().findOption("--port").<Integer>getValue())
                .isEqualTo(17000);
        assertThat(server.commandSpec().findOption("--data-dir").<Object>getValue())
                .hasToString("/elsewhere");
    }

    @Test
    void flagBeatsTheEnvironment() {
        assertThat(parse("server", "--port", "18000")
                        .commandSpec()
                        .findOption("--port")
                        .<Integer>getValue())
                .isEqualTo(18000);
    }

    @Test
    void defaultIsLast() {
        assertThat(parse("server").commandSpec().findOption("--workers").<Integer>getValue())
                .isEqualTo(1000);
    }

    @Test
    void environmentDoesNotAskForHelp() {
        assertThat(parse("server").isUsageHelpRequested()).isFalse();
    }

    private static ParseResult parse(String... args) {
        return Main.commandLine(ENVIRONMENT, args).parseArgs(args).subcommand();
    }
}
