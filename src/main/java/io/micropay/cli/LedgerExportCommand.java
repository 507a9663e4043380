package io.micropay.cli;

import io.micropay.files.FileFailure;
import io.micropay.files.NewFile;
import io.micropay.files.NotCreatedException;
import io.micropay.ledger.ArchivedTransfer;
import io.micropay.ledger.LedgerArchive;
import io.micropay.ledger.LedgerArchive.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `micropay ledger export`: all transfers, for other programs.
@Command(
        name = "export",
        description = "Write all transfers as CSV or JSON, oldest first.",
        footer = {
            "",
            "Columns: seq, committed_at, payer, payee, amount, id, memo, expires, payer_key_hash, payee_key_hash,"
                    + " payer_signature, payee_signature, chain_hash.",
            "All is UTF-8, and written as in a proof but for the memo, which is plain text. In CSV a memo that begins"
                    + " with = + - or @ gets an apostrophe in front, so that no spreadsheet takes it for a formula.",
            "",
            "Exit codes: 0 written, 2 wrong usage, 69 the database is out of reach, 73 the file cannot be made, 74 the"
                    + " ledger cannot be read, or the output not written, 78 the database does not let you in, or a"
                    + " password file does not fit."
        })
final class LedgerExportCommand implements Callable<Integer> {

    private static final int PAGE = 1_000;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "csv|ndjson",
            converter = ExportFormat.Choice.class,
            completionCandidates = ExportFormat.Words.class,
            description = "RFC 4180 with a header, or a JSON object on each line.")
    private ExportFormat format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to write it, readable by you alone (standard output).")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replace the file if it is there.", fallbackValue = "true")
    private boolean force;

    @Mixin
    private LedgerOption ledger;

    @Spec
    private CommandSpec spec;

    /// Takes the text of a page.
    private interface Sink {
        void write(String text) throws IOException, CliException;
    }

    @Override
    public Integer call() throws CliException, NotCreatedException {
        try (LedgerArchive archive = LedgerArchives.open(ledger.location())) {
            if (output == null) {
                export(archive, LedgerExportCommand::toStandardOutput, false);
            } else {
                toFile(archive, output);
            }
        } catch (IOException failure) {
            throw new CliException(
                    "the export cannot be written: " + FileFailure.reason(failure), null, ExitCode.IO_ERROR, failure);
        }
        return ExitCode.DONE;
    }

    private void toFile(LedgerArchive archive, Path path) throws CliException, NotCreatedException, IOException {
        try (NewFile file = NewFile.begin(path, force)) {
            OutputStream stream = file.stream();
            export(archive, text -> stream.write(text.getBytes(StandardCharsets.UTF_8)), true);
            file.publish();
        }
    }

    /// The bytes as they are, whatever encoding the terminal has. A stream of Java's own tells of no failure by itself.
    private static void toStandardOutput(String text) throws CliException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        if (System.out.checkError()) {
            throw new CliException("standard output cannot be written", null, ExitCode.IO_ERROR);
        }
    }

    private void export(LedgerArchive archive, Sink sink, boolean withBar) throws CliException, IOException {
        Map<Long, String> keyHashes = new HashMap<>();
        long last;
        try (Snapshot snapshot = archive.snapshot()) {
            last = snapshot.head().seq();
            snapshot.accounts(page -> page.forEach(
                    account -> keyHashes.put(account.number(), HexFormat.of().formatHex(account.keyHash()))));
        }
        sink.write(format.header());
        try (ProgressBar bar = withBar
                ? ProgressBar.on(spec.commandLine().getErr(), "exported")
                : ProgressBar.none(spec.commandLine().getErr())) {
            long seq = 0;
            while (seq < last) {
                List<ArchivedTransfer> page = archive.transfers(seq, last, PAGE);
                if (page.isEmpty()) {
                    throw damaged(seq + 1, "it is missing");
                }
                sink.write(text(page, seq, keyHashes));
                seq = page.getLast().seq();
                bar.at(seq, last);
            }
        }
    }

    /// @param before the transfer that the first of them must come next after
    private String text(List<ArchivedTransfer> page, long before, Map<Long, String> keyHashes) throws CliException {
        StringBuilder text = new StringBuilder();
        long seq = before;
        for (ArchivedTransfer row : page) {
            seq++;
            if (row.seq() != seq) {
                throw damaged(seq, "it is missing");
            }
            try {
                text.append(format.line(ExportedTransfer.of(row, keyHashes)));
            } catch (IllegalArgumentException notOfTheForm) {
                throw damaged(row.seq(), String.valueOf(notOfTheForm.getMessage()));
            }
        }
        return text.toString();
    }

    private static CliException damaged(long seq, String problem) {
        return new CliException(
                "the ledger is damaged: transfer " + seq + ": " + problem,
                "micropay ledger verify tells more",
                ExitCode.IO_ERROR);
    }
}
