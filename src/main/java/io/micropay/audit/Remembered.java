package io.micropay.audit;

import io.micropay.audit.WrongRow.Table;
import io.micropay.ledger.ArchivedCancellation;
import io.micropay.ledger.ArchivedRefusal;
import io.micropay.ledger.Rejection;
import java.util.Arrays;
import java.util.Optional;

/// Refusals and cancellations, which nobody has signed: they must at least be of people, and readable.
final class Remembered {

    private final Accounts accounts;
    private Optional<WrongRow> firstWrong = Optional.empty();

    Remembered(Accounts accounts) {
        this.accounts = accounts;
    }

    void add(ArchivedRefusal refusal) {
        if (accounts.person(refusal.payer()).isEmpty()
                || accounts.person(refusal.payee()).isEmpty()) {
            note(Table.REFUSAL, refusal.payer(), "there is no such account");
        }
        boolean known = Arrays.stream(Rejection.values())
                .anyMatch(reason -> reason.isRemembered() && reason.name().equals(refusal.reason()));
        if (!known) {
            note(Table.REFUSAL, refusal.payer(), "its reason is none");
        }
    }

    void add(ArchivedCancellation cancellation) {
        if (accounts.person(cancellation.payer()).isEmpty()) {
            note(Table.CANCELLATION, cancellation.payer(), "there is no such account");
        }
    }

    private void note(Table table, long account, String problem) {
        if (firstWrong.isEmpty()) {
            firstWrong = Optional.of(new WrongRow(table, account, accounts.name(account), problem));
        }
    }

    Optional<WrongRow> firstWrong() {
        return firstWrong;
    }
}
