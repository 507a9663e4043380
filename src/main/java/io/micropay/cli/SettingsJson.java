package io.micropay.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What `micropay config show --json` prints. Names and meanings stay; fields may be added.
///
/// @param file the configuration file that was read, null when there is none
record SettingsJson(int schema, @Nullable String file, List<Entry> settings) {

    private static final int SCHEMA = 1;

    /// @param value null when nobody has set it and its default depends on the circumstances
    /// @param origin `flag`, `environment`, `file` or `default`
    /// @param where the variable's name, or the file and the line; null for the others
    record Entry(
            String key,
            @Nullable String value,
            String origin,
            @Nullable String where) {
        static Entry of(Setting setting) {
            return switch (setting.origin()) {
                case Origin.Flag() -> entry(setting, "flag", null);
                case Origin.Variable(String name) -> entry(setting, "environment", name);
                case Origin.Line line -> entry(setting, "file", line.toString());
                case Origin.Default() -> entry(setting, "default", null);
            };
        }

        private static Entry entry(Setting setting, String origin, @Nullable String where) {
            return new Entry(setting.key(), setting.value().orElse(null), origin, where);
        }
    }

    static String of(ConfigurationLines configuration, List<Setting> settings) {
        Path file = configuration.file();
        return JsonText.of(new SettingsJson(
                SCHEMA,
                file == null ? null : Objects.toString(file),
                settings.stream().map(Entry::of).toList()));
    }
}
