package io.micropay.cli;

import io.micropay.money.PlainText;
import io.micropay.server.EnrolmentMode;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads whom a server certifies.
final class EnrolmentModeConverter implements ITypeConverter<EnrolmentMode> {

    /// The names of the modes.
    static final class Words extends Candidates {
        Words() {
            super(List.of("open", "invite", "closed"));
        }
    }

    @Override
    public EnrolmentMode convert(String text) {
        return switch (text) {
            case "open" -> EnrolmentMode.OPEN;
            case "invite" -> EnrolmentMode.INVITE;
            case "closed" -> EnrolmentMode.CLOSED;
            default ->
                throw new TypeConversionException(
                        "'" + PlainText.shown(text) + "' is not a way to enrol: choose open, invite or closed");
        };
    }
}
