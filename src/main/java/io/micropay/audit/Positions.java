package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.ledger.ArchivedPosition;
import io.micropay.money.PaymentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the accounts stand on record, to be held against where the journal leaves them.
///
/// This is the one place that asks for both to be the same moment.
final class Positions {

    private final Map<Long, ArchivedPosition> byAccount = new LinkedHashMap<>();
    private Optional<WrongRow> repeated = Optional.empty();

    void add(ArchivedPosition row) {
        if (byAccount.put(row.account(), row) != null && repeated.isEmpty()) {
            repeated = Optional.of(new WrongRow(Table.POSITION, row.account(), "", "it stands twice"));
        }
    }

    /// The sum of all balances.
    long sumMicros() {
        return byAccount.values().stream().mapToLong(ArchivedPosition::balance).sum();
    }

    /// The highest number of a transfer that an account knows of.
    long newestSeq() {
        return byAccount.values().stream()
                .mapToLong(ArchivedPosition::newestSeq)
                .max()
                .orElse(0);
    }

    /// The first account whose position is not where the whole journal leaves it.
    Optional<WrongRow> firstWrong(Accounts accounts) {
        if (repeated.isPresent()) {
            return repeated;
        }
        for (AuditedAccount account : accounts.all()) {
            List<String> problems = problems(account, byAccount.get(account.number()));
            if (!problems.isEmpty()) {
                return Optional.of(new WrongRow(
                        Table.POSITION, account.number(), account.name().text(), problems));
            }
        }
        return byAccount.keySet().stream()
                .filter(number -> accounts.account(number).isEmpty())
                .findFirst()
                .map(number -> new WrongRow(Table.POSITION, number, "", "there is no such account"));
    }

    private static List<String> problems(AuditedAccount account, @Nullable ArchivedPosition position) {
        if (position == null) {
            return List.of("it is missing");
        }
        List<String> problems = new ArrayList<>();
        compare("balance", Micros.text(position.balance()), Micros.text(account.balance()), problems);
        compare("number of transfers", position.transfers(), account.transfers(), problems);
        compare("newest transfer", position.newestSeq(), account.newestSeq(), problems);
        if (!Arrays.equals(position.newestPaid(), bytes(account.newestPaid()))) {
            problems.add("its highest id on record is not that of its payments");
        }
        return problems;
    }

    private static void compare(String what, Object recorded, Object computed, List<String> problems) {
        if (!Objects.equals(recorded, computed)) {
            problems.add("its " + what + " is " + recorded + " on record, and " + computed + " by its transfers");
        }
    }

    private static byte @Nullable [] bytes(@Nullable PaymentId id) {
        return id == null
                ? null
                : ByteBuffer.allocate(Long.BYTES * 2)
                        .putLong(id.value().getMostSignificantBits())
                        .putLong(id.value().getLeastSignificantBits())
                        .array();
    }
}
