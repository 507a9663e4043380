package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFoldersTest {

    @Test
    void theyAreWhereTheSpecificationHasThem() {
        assertThat(of(Map.of("HOME", "/home/lily")))
                .isEqualTo(folders("/home/lily/.config/micropay", "/home/lily/.local/share/micropay"));
        assertThat(of(Map.of("HOME", "/home/lily", "XDG_CONFIG_HOME", "/etc/lily", "XDG_DATA_HOME", "/srv/lily")))
                .isEqualTo(folders("/etc/lily/micropay", "/srv/lily/micropay"));
    }

    @Test
    void whatIsEmptyOrRelativeCountsAsNotSet() {
        assertThat(of(Map.of("HOME", "/home/lily", "XDG_CONFIG_HOME", "", "XDG_DATA_HOME", "share")))
                .isEqualTo(folders("/home/lily/.config/micropay", "/home/lily/.local/share/micropay"));
    }

    /// Such as for a service that is started with an empty environment.
    @Test
    void withoutAHomeTheyAreWhereTheSystemHasOne() {
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(of(Map.of()))
                .isEqualTo(new UserFolders(home.resolve(".config/micropay"), home.resolve(".local/share/micropay")));
    }

    /// A service may be started without a HOME, or with one that counts as not set: its options and its wallets must be
    /// looked for in one place all the same.
    @Test
    void homeThatTheEnvironmentLacksIsTheSystems(@TempDir Path home) throws Exception {
        Path folder = Files.createDirectories(home.resolve(".config/micropay"));
        Files.writeString(folder.resolve("config.properties"), "server.workers=3\n");

        for (Map<String, String> lacking :
                List.of(Map.<String, String>of(), Map.of("HOME", ""), Map.of("HOME", "lily"))) {
            Map<String, String> complete = UserFolders.withHome(lacking, home.toString());

            assertThat(of(complete).configuration()).isEqualTo(folder);
            assertThat(ConfigurationFile.find(complete)).isNotEqualTo(ConfigurationLines.NONE);
        }
    }

    @Test
    void homeThatTheEnvironmentHasIsTheOneThatCounts() {
        assertThat(UserFolders.withHome(Map.of("HOME", "/home/lily"), "/root")).isEqualTo(Map.of("HOME", "/home/lily"));
    }

    private static UserFolders of(Map<String, String> environment) {
        return UserFolders.of(new EnvironmentDefaults(environment));
    }

    private static UserFolders folders(String configuration, String data) {
        return new UserFolders(Path.of(configuration), Path.of(data));
    }
}
