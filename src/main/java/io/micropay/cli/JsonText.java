package io.micropay.cli;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Records as the JSON that commands print: their fields in their own order, under names with underscores.
final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private JsonText() {}

    /// On one line, without its end.
    static String of(Record printed) {
        return MAPPER.writeValueAsString(printed);
    }
}
