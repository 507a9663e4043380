package io.micropay.cli;

import io.micropay.audit.SettledFiles;
import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.money.AccountName;
import io.micropay.money.Sha256Text;
import io.micropay.server.SettlementFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What head office has of settled days, held against what the ledger says of them.
///
/// @param office opens what merchants sent in; without it, that a file is there must do
record OfficeFiles(SettlementFolder folder, Optional<Identity> office) implements SettledFiles {

    @Override
    public List<String> problems(AccountName merchant, LocalDate date, String fileHash, byte[] report) {
        List<String> problems = new ArrayList<>();
        problem(folder.reportFile(merchant, date), there -> Arrays.equals(there, report))
                .ifPresent(problems::add);
        problem(folder.sealedFile(merchant, date), there -> isSealed(there, fileHash))
                .ifPresent(problems::add);
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

    private boolean isSealed(byte[] sealed, String fileHash) {
        try {
            return office.isEmpty()
                    || Sha256Text.of(new CmsVerifier(office.get().authority())
                                    .verify(CmsEnvelopes.open(sealed, office.get()))
                                    .content())
                            .equals(fileHash);
        } catch (CryptoException notTheDays) {
            return false;
        }
    }
}
