package io.micropay.cli;

import io.micropay.money.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds and reads the file that sets options for every run.
///
/// Whoever names a file gets that one or an error. The one that nobody names need not exist.
final class ConfigurationFile {

    /// The option and the variable that name another file; empty for none.
    static final String OPTION = "--config";

    static final String VARIABLE = "MICROPAY_CONFIG";
    static final String NO_FILE = "";

    private static final String FILE_NAME = "config.properties";
    private static final int BYTES_MAX = 65_536;

    private ConfigurationFile() {}

    /// What the file says that this run is to read.
    ///
    /// @param args of the whole run; they are looked through before anything else reads them
    /// @throws CliException when the file is missing though it was named, cannot be read, or is not of the form
    static ConfigurationLines find(Map<String, String> environment, String... args) throws CliException {
        Optional<String> named = named(args).or(() -> Optional.ofNullable(environment.get(VARIABLE)));
        if (named.isPresent()) {
            return named.get().equals(NO_FILE) ? ConfigurationLines.NONE : read(path(named.get()), true);
        }
        Optional<Path> usual = UserFolders.configuration(new EnvironmentDefaults(environment));
        return usual.isPresent() ? read(usual.get().resolve(FILE_NAME), false) : ConfigurationLines.NONE;
    }

    private static Optional<String> named(String... args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].startsWith(OPTION + "=")) {
                return Optional.of(args[i].substring(OPTION.length() + 1));
            }
            if (args[i].equals(OPTION) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Path path(String text) throws CliException {
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            throw unusable("'" + PlainText.shown(text) + "' is not a file", null);
        }
    }

    /// The file as the manual names it, with what it is for.
    static Map<String, String> whereItLies() {
        return Map.of(
                "$XDG_CONFIG_HOME/micropay/" + FILE_NAME,
                "sets options for every run, a line key=value for each: the key is an option's name without dashes,"
                        + " alone or behind the command and a dot, as in server.workers=8. Without XDG_CONFIG_HOME it"
                        + " is ~/.config/micropay/" + FILE_NAME + ".");
    }

    private static ConfigurationLines read(Path file, boolean named) throws CliException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw unusable(file + " is too long for a configuration file: more than " + BYTES_MAX + " bytes", null);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return ConfigurationLines.of(file, text);
        } catch (NoSuchFileException missing) {
            if (named) {
                throw unusable("the configuration file " + file + " does not exist", missing);
            }
            return ConfigurationLines.NONE;
        } catch (CharacterCodingException notText) {
            throw unusable("the configuration file " + file + " is not text in UTF-8", notText);
        } catch (IOException unreadable) {
            throw unusable(
                    "the configuration file " + file + " cannot be read ("
                            + unreadable.getClass().getSimpleName() + ")",
                    unreadable);
        }
    }

    private static CliException unusable(String message, @Nullable Exception cause) {
        return cause == null
                ? new CliException(message, null, ExitCode.CONFIGURATION)
                : new CliException(message, null, ExitCode.CONFIGURATION, cause);
    }
}
