package io.micropay.cli;

import io.micropay.audit.SettledFiles;
import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.csv.CsvFault;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.server.SettlementFolder;
import io.micropay.settlement.SettlementReader;
import io.micropay.settlement.SettlementReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// What head office has of settled days, held against what the ledger says of them.
///
/// @param folders each server of a ledger has its own; a day is right if one of them has it so
/// @param office opens what merchants sent in; without it, that a file is there must do
record OfficeFiles(List<SettlementFolder> folders, Optional<Identity> office) implements SettledFiles {

    /// How closely files were looked at.
    enum Look {
        UNSEEN,
        UNOPENED,
        OPENED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Look look() {
        if (folders.isEmpty()) {
            return Look.UNSEEN;
        }
        return office.isEmpty() ? Look.UNOPENED : Look.OPENED;
    }

    @Override
    public List<String> problems(
            AccountName merchant, LocalDate date, String fileHash, byte[] signed, SettlementReport report) {
        List<String> problems = new ArrayList<>();
        for (SettlementFolder folder : folders) {
            List<String> inFolder = new ArrayList<>();
            problem(folder.reportFile(merchant, date), there -> Arrays.equals(there, signed))
                    .ifPresent(inFolder::add);
            problem(folder.sealedFile(merchant, date), there -> isSealed(there, fileHash, report))
                    .ifPresent(inFolder::add);
            if (inFolder.isEmpty()) {
                return List.of();
            }
            problems.addAll(inFolder);
        }
        return problems;
    }

    private static Optional<String> problem(Path file, Predicate<byte[]> isTrue) {
        try {
            Optional<byte[]> content = SettlementFolder.read(file);
            if (content.isEmpty()) {
                return Optional.of("there is no " + file);
            }
            return isTrue.test(content.get()) ? Optional.empty() : Optional.of(file + " is not the day's");
        } catch (IOException unreadable) {
            return Optional.of(file + " cannot be read");
        }
    }

    /// The report names the file by its hash; what it says of rows that the ledger has not, the file alone can show.
    private boolean isSealed(byte[] sealed, String fileHash, SettlementReport report) {
        if (office.isEmpty()) {
            return true;
        }
        try {
            byte[] signed = CmsEnvelopes.open(sealed, office.get());
            byte[] file =
                    new CmsVerifier(office.get().authority()).verify(signed).content();
            return Sha256Text.of(file).equals(fileHash) && report.canBeAbout(SettlementReader.read(file));
        } catch (CryptoException | CsvFault notTheDays) {
            return false;
        }
    }
}
