package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static UserFolders of(Map<String, String> environment) {
        return UserFolders.of(new EnvironmentDefaults(environment));
    }

    private static UserFolders folders(String configuration, String data) {
        return new UserFolders(Path.of(configuration), Path.of(data));
    }
}
