package io.micropay.ledger;

import static io.micropay.ledger.TestLedger.amount;
import static io.micropay.ledger.TestLedger.keyHash;
import static io.micropay.ledger.TestLedger.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What REGISTER does.
interface RegistrationRules {

    TestLedger test();

    @Test
    default void registeredAccountIsFoundByNameInAnyCaseAndByKey() {
        Account joanne = test().open("Joanne", "2000");

        assertThat(test().ledger().account(name("jOANNE"))).containsSame(joanne);
        assertThat(test().ledger().accountOfKey(keyHash("key of Joanne"))).containsSame(joanne);
        assertThat(joanne.name()).hasToString("Joanne");
        assertThat(joanne.publicKey()).asString().isEqualTo("key of Joanne");
        assertThat(test().balance(joanne)).isEqualTo("2000");
    }

    @Test
    default void unknownNamesAndKeysHaveNoAccount() {
        assertThat(test().ledger().account(name("Nobody"))).isEmpty();
        assertThat(test().ledger().accountOfKey(keyHash("nobody's key"))).isEmpty();
    }

    @Test
    default void treasuryIsFoundByNoKey() {
        assertThat(test().ledger().account(AccountName.TREASURY)).isPresent();
        assertThat(test().ledger().accountOfKey("")).isEmpty();
    }

    @Test
    default void nameIsTakenInEverySpelling() {
        test().open("Joanne", "0");

        assertThat(test().register("JOANNE", "another key", "0"))
                .isEqualTo(new Registration.Refused(Registration.Reason.NAME_TAKEN));
    }

    @Test
    default void keyHasOneAccount() {
        test().register("Joanne", "one key", "0");

        assertThat(test().register("Lily", "one key", "0"))
                .isEqualTo(new Registration.Refused(Registration.Reason.KEY_HAS_ACCOUNT));
        assertThat(test().ledger().account(name("Lily"))).isEmpty();
    }

    @Test
    default void depositAboveTheLimitIsRefused() {
        assertThat(test().register("Joanne", "a key", "10000.000001"))
                .isEqualTo(new Registration.Refused(Registration.Reason.DEPOSIT_ABOVE_LIMIT));
        assertThat(test().register("Joanne", "a key", "10000")).isInstanceOf(Registration.Registered.class);
    }

    @Test
    default void takenNameComesBeforeTheKeyAndTheKeyBeforeTheDeposit() {
        test().register("Joanne", "one key", "0");

        assertThat(test().register("Joanne", "one key", "10001"))
                .isEqualTo(new Registration.Refused(Registration.Reason.NAME_TAKEN));
        assertThat(test().register("Lily", "one key", "10001"))
                .isEqualTo(new Registration.Refused(Registration.Reason.KEY_HAS_ACCOUNT));
    }

    @Test
    default void depositIsATransferFromTheTreasury() {
        Account joanne = test().open("Joanne", "2000");

        PostedTransfer deposit = test().ledger().history(joanne, 0, 10).getFirst();

        assertThat(deposit.seq()).isEqualTo(1);
        assertThat(deposit.record())
                .matches("1#@treasury#2000#Joanne#[0-9a-f-]{36}###2026-01-31T12:00:00\\.000Z##" + joanne.keyHash()
                        + "##");
        assertThat(deposit.isChained()).isTrue();
        assertThat(test().ledger()
                        .account(AccountName.TREASURY)
                        .orElseThrow()
                        .position()
                        .balanceMicros())
                .isEqualTo(-2_000_000_000L);
    }

    @Test
    default void depositOfNothingIsNoTransfer() {
        Account lily = test().open("Lily", "0");

        assertThat(test().ledger().history(lily, 0, 10)).isEmpty();
        assertThat(test().balance(lily)).isEqualTo("0");
    }

    @Test
    default void nameAndKeyAreTakenOnceInABatch() {
        List<Registration> outcomes = test().inOneBatch(List.of(
                () -> test().register("Joanne", "first key", "5"),
                () -> test().register("joanne", "second key", "5"),
                () -> test().register("Lily", "first key", "5"),
                () -> test().register("Lily", "second key", "5")));

        assertThat(outcomes.get(0)).isInstanceOf(Registration.Registered.class);
        assertThat(outcomes.get(1)).isEqualTo(new Registration.Refused(Registration.Reason.NAME_TAKEN));
        assertThat(outcomes.get(2)).isEqualTo(new Registration.Refused(Registration.Reason.KEY_HAS_ACCOUNT));
        assertThat(outcomes.get(3)).isInstanceOf(Registration.Registered.class);
        assertThat(test().balance(test().account("Joanne"))).isEqualTo("5");
        assertThat(test().balance(test().account("Lily"))).isEqualTo("5");
    }

    @Test
    default void treasuryGivesNoMoreThanItCanCount() {
        test().restart(LedgerLimits.standard(Amount.MAX));
        for (int i = 0; i < 8; i++) {
            test().open("Rich" + i, "999999999999.999999");
        }
        test().open("Rich8", "999999999999.999999");

        assertThat(test().register("Rich9", "a key", "999999999999.999999"))
                .isEqualTo(new Registration.Refused(Registration.Reason.DEPOSIT_ABOVE_LIMIT));
        test().restart();
    }

    @Test
    default void keyHashMustBeTheKeys() {
        assertThatThrownBy(
                        () -> test().ledger().register(name("Joanne"), new byte[] {1}, keyHash("another"), amount("1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
