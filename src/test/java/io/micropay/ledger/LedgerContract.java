package io.micropay.ledger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What a ledger does, whatever its store: every rule, against the store that the subclass opens.
public abstract class LedgerContract
        implements TransferRules,
                ExpiryRules,
                WrongClockRules,
                StatusRules,
                CancellationRules,
                RegistrationRules,
                HistoryRules,
                RestartRules,
                ShopRules,
                SaleRules,
                DayRules,
                ConcurrencyRules {

    private TestLedger test;

    /// Opens the store of this test; again after it was closed.
    protected abstract LedgerStore openStore();

    @BeforeEach
    final void openLedger() {
        test = new TestLedger(this::openStore);
    }

    @AfterEach
    final void closeLedger() {
        test.close();
    }

    @Override
    public final TestLedger test() {
        return test;
    }
}
