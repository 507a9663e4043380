package io.micropay.usage;

import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Range;

/// What a command takes by its place, without a name.
///
/// @param label what it is called
/// @param kind what it may be
/// @param description in whole sentences
/// @param first its place among those without a name, from 0
/// @param last the last place it may take, which is far away where there may be any number
/// @param required whether the command needs it
public record ParameterUsage(String label, ValueKind kind, String description, int first, int last, boolean required) {

    static ParameterUsage of(PositionalParamSpec parameter) {
        Range index = parameter.index();
        int last = parameter.isMultiValue() ? Integer.MAX_VALUE : index.max();
        return new ParameterUsage(
                parameter.paramLabel(),
                ValueKind.of(parameter),
                CommandUsage.sentence(parameter.description()),
                index.min(),
                last,
                parameter.arity().min() > 0);
    }

    public boolean repeated() {
        return last > first;
    }
}
