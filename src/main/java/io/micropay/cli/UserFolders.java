package io.micropay.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A person's own folders for micropay, where the XDG base directory specification has them.
///
/// @param configuration what is set up once and kept: a wallet's identity
/// @param data what grows: receipts, journals, what was typed
record UserFolders(Path configuration, Path data) {

    private static final String OURS = "micropay";
    private static final String HOME = "HOME";

    /// An environment that says where home is: services may be started by one that does not, or names no absolute path,
    /// and look for all of a person's files in one place nevertheless.
    ///
    /// @param home the system's word for it
    static Map<String, String> withHome(Map<String, String> environment, String home) {
        Map<String, String> complete = new HashMap<>(environment);
        if (!isAbsolute(complete.getOrDefault(HOME, ""))) {
            complete.put(HOME, home);
        }
        return Map.copyOf(complete);
    }

    static UserFolders of(EnvironmentDefaults environment) {
        Path home = folder(environment, HOME).orElseGet(() -> Path.of(System.getProperty("user.home")));
        return new UserFolders(
                configuration(environment).orElse(home.resolve(".config").resolve(OURS)),
                folder(environment, "XDG_DATA_HOME")
                        .orElse(home.resolve(".local/share"))
                        .resolve(OURS));
    }

    /// Where the environment has what is set up once and kept, if it says so.
    static Optional<Path> configuration(EnvironmentDefaults environment) {
        return folder(environment, "XDG_CONFIG_HOME")
                .or(() -> folder(environment, HOME).map(home -> home.resolve(".config")))
                .map(folder -> folder.resolve(OURS));
    }

    /// The specification has relative paths ignored.
    private static Optional<Path> folder(EnvironmentDefaults environment, String variable) {
        return environment.variable(variable).filter(UserFolders::isAbsolute).map(Path::of);
    }

    private static boolean isAbsolute(String path) {
        try {
            return Path.of(path).isAbsolute();
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
