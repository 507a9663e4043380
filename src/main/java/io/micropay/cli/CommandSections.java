package io.micropay.cli;

import io.micropay.cli.Commands.Section;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Shows commands of which there are many under headings.
final class CommandSections {

    private static final int INDENT = 2;
    private static final int NAME_WIDTH = 14;

    private CommandSections() {}

    /// Has the help of `commandLine` show its subcommands so.
    ///
    static void show(CommandLine commandLine, List<Section> sections) {
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> text(help, sections));
    }

    private static String text(Help help, List<Section> sections) {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append(String.format("%n%s:%n", section.title()));
            text.append(table(help, section.names()));
        }
        return text.toString();
    }

    private static TextTable table(Help help, List<String> names) {
        int width = help.commandSpec().usageMessage().width();
        TextTable table = TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, INDENT, Column.Overflow.SPAN),
                new Column(width - NAME_WIDTH, INDENT, Column.Overflow.WRAP));
        Map<String, Help> commands = help.subcommands();
        for (String name : names) {
            Help command = commands.get(name);
            if (command != null) {
                String[] description = command.commandSpec().usageMessage().description();
                table.addRowValues(
                        help.colorScheme().commandText(name),
                        help.colorScheme().text(description.length > 0 ? description[0] : ""));
            }
        }
        return table;
    }
}
