package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.PackagedCommand;
import io.micropay.testing.PackagedServer.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of options, as a process finds it.
class ConfigurationIT {

    /// As a service may be started.
    @Test
    void optionsAreFoundInTheSystemsHomeWhereTheEnvironmentHasNone(@TempDir Path home) throws Exception {
        Path folder = Files.createDirectories(home.resolve(".config/micropay"));
        Files.writeString(folder.resolve("config.properties"), "server.workers=8\n");
        List<String> withoutHome = List.of("env", "-u", "HOME", "JAVA_TOOL_OPTIONS=-Duser.home=" + home);

        try (PackagedCommand shown = PackagedCommand.under(withoutHome, home, "config", "show", "server", "--origin")) {
            Ended ended = shown.awaitEnd();
            assertThat(ended.exitCode()).as(ended.errors()).isZero();
            assertThat(ended.output())
                    .containsPattern("server.workers=8 +" + folder.resolve("config.properties") + ":1\n");
        }
    }
}
