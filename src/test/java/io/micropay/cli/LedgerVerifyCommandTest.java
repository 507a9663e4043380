package io.micropay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.PemFiles;
import io.micropay.crypto.VerificationKey;
import io.micropay.csv.CsvFault;
import io.micropay.ledger.PostedTransfer;
import io.micropay.shop.MenuCsv;
import io.micropay.testing.LedgerDamage;
import io.micropay.testing.RewrittenLedger;
import io.micropay.testing.SignedLedger;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestSale;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to change a ledger, and which row is named for it.
class LedgerVerifyCommandTest {

    private static final int PAYMENTS = 130;

    /// Joanne's and Lily's deposits are the first two transfers, and the payments follow.
    private static final int TRANSFERS = PAYMENTS + 2;

    private static final String ERROR = "micropay: error: the ledger is wrong: ";
    private static final String WRONG_RECEIPT =
            "micropay: error: a kept receipt proves nothing of this ledger: the receipt ";

    @TempDir
    private static Path template;

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeAll
    static void makeLedger() throws IOException {
        Files.writeString(
                template.resolve("ca.crt"),
                PemFiles.text(TestCertificates.shared().ca()));
        try (SignedLedger ledger = SignedLedger.in(template.resolve("ledger.db"))) {
            ledger.open("Joanne", "1000").open("Lily", "500").open("Bob", "0");
            for (int i = 0; i < PAYMENTS; i++) {
                PostedTransfer payment = i % 3 == 0
                        ? ledger.pay("Lily", "0.25", "Bob", "bread")
                        : ledger.pay("Joanne", "1.5", "Lily", "coffee");
                Files.writeString(receipt(payment.seq()), ledger.receipt(payment));
            }
        }
    }

    private static Path receipt(long seq) {
        return template.resolve("receipt-" + seq + ".json");
    }

    @BeforeEach
    void copyLedger() throws IOException {
        file = LedgerDamage.copy(template.resolve("ledger.db"), folder.toRealPath());
    }

    private Invocation verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--ledger", file.toString()));
        arguments.addAll(List.of(options));
        return Invocation.of(new LedgerVerifyCommand(), arguments.toArray(String[]::new));
    }

    private Invocation verifyAgainst(long... receipts) {
        List<String> options =
                new ArrayList<>(List.of("--ca", template.resolve("ca.crt").toString(), "--receipt"));
        for (long seq : receipts) {
            options.add(receipt(seq).toString());
        }
        return verify(options.toArray(String[]::new));
    }

    private void assertWrong(String error) {
        Invocation verified = verify();
        assertThat(verified.err()).startsWith(ERROR + error + "\nmicropay: hint: ");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(verified.out()).isEmpty();
    }

    @Test
    void untouchedLedgerIsRight() {
        Invocation verified = verify();

        assertThat(verified.err()).isEmpty();
        assertThat(verified.out())
                .startsWith("Ledger " + TestCertificates.shared().ledgerId() + """

                        ok      the chain of 132 transfers is whole
                        ok      130 payments, each signed by payer and payee, and 2 deposits
                        ok      3 accounts and the treasury stand where the transfers leave them; their sum is 0

                        All is right. It took\s""");
        assertThat(verified.exitCode()).isZero();
    }

    @Test
    void ledgerWithoutTransfersIsRight() {
        file = folder.resolve("new/ledger.db");
        SignedLedger.in(file).close();

        assertThat(verify().out()).contains("ok      the chain of 0 transfers is whole\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seq = 1000                     | it is missing: transfer 51 comes next
            id = flip(id)                  | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            id = x'00'                     | its id is not the id of a payment
            payer = 3                      | its chain hash is not that of its record and the hash before it; it names its payer Joanne, but account 3 is that of Bob; it links to transfer 49 as its payer's before it, not to 48; its payer's signature does not verify
            payee = 3                      | its chain hash is not that of its record and the hash before it; it names its payee Lily, but account 3 is that of Bob; it links to transfer 49 as its payee's before it, not to 48; its payee's signature does not verify
            payee = 9                      | its payee is account 9, which there is not
            payer_name = 'joanne'          | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            payee_name = 'LILY'            | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            payee_name = 'Bob'             | its chain hash is not that of its record and the hash before it; it names its payee Bob, but account 2 is that of Lily; its payer's signature does not verify; its payee's signature does not verify
            payee_name = 'Lily#2'          | the payee's name is not of the form
            amount = amount + 1            | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            amount = -amount               | its amount is not of the form
            amount = 2000000000            | its chain hash is not that of its record and the hash before it; its payer had 953.5 and paid 2000; its payer's signature does not verify; its payee's signature does not verify
            expires = ''                   | its expiry is not of the form
            memo = 'dGVh'                  | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            memo = 'dGV'                   | its memo is not of the form
            committed_at = committed_at + 1 | its chain hash is not that of its record and the hash before it; the one after it follows its chain hash: its record was changed
            committed_at = -1              | the time of its commit is not of the form
            payer_signature = flip(payer_signature) | its chain hash is not that of its record and the hash before it; its payer's signature does not verify; its payee's signature does not verify
            payee_signature = flip(payee_signature) | its chain hash is not that of its record and the hash before it; its payee's signature does not verify
            payee_signature = x''          | a signature is missing
            payer_previous = 7             | it links to transfer 7 as its payer's before it, not to 49
            payee_previous = 0             | it links to transfer 0 as its payee's before it, not to 49
            chain_hash = flip(chain_hash)  | its chain hash is not that of its record and the hash before it; the one after it follows its record: its chain hash was changed
            """)
    void changedTransferIsNamed(String change, String problem) {
        LedgerDamage.change(file, "UPDATE transfer SET " + change + " WHERE seq = 50");

        assertWrong("transfer 50: " + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2099-01-01T00:00:00Z | too long before its order expires at
            2001-01-01T00:00:00Z | after its order had expired at
            """)
    void changedExpiryIsNamed(String expires, String problem) {
        LedgerDamage.change(file, "UPDATE transfer SET expires = '" + expires + "' WHERE seq = 50");

        assertThat(verify().err())
                .matches(ERROR + "transfer 50: its chain hash is not that of its record and the hash before it; it was"
                        + " committed at 2.*Z, " + problem + " " + expires + "; its payer's signature does not verify;"
                        + " its payee's signature does not verify\n.*\n");
    }

    @Test
    void changedLastTransferIsNamed() {
        LedgerDamage.change(file, "UPDATE transfer SET committed_at = committed_at + 1 WHERE seq = " + TRANSFERS);

        assertWrong("transfer 132: its chain hash is not that of its record and the hash before it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount = amount + 1      | its chain hash is not that of its record and the hash before it
            memo = 'dGVh'            | a deposit has an expiry, a memo or a signature
            payer_name = '@Treasury' | the payer's name is not of the form
            payer = 3                | the payer's name is not of the form; its expiry is not of the form; a signature is missing
            """)
    void changedDepositIsNamed(String change, String problem) {
        LedgerDamage.change(file, "UPDATE transfer SET " + change + " WHERE seq = 2");

        assertThat(verify().err()).startsWith(ERROR + "transfer 2: " + problem);
    }

    @Test
    void deletedTransferIsNamed() {
        LedgerDamage.change(file, "DELETE FROM transfer WHERE seq = 50");

        assertWrong("transfer 50: it is missing: transfer 51 comes next");
    }

    @Test
    void swappedTransfersAreNamed() {
        LedgerDamage.change(
                file,
                "UPDATE transfer SET seq = -50 WHERE seq = 50",
                "UPDATE transfer SET seq = 50 WHERE seq = 70",
                "UPDATE transfer SET seq = 70 WHERE seq = -50");

        assertThat(verify().err())
                .startsWith(ERROR + "transfer 50: its chain hash is not that of its record and the hash before it; ")
                .contains("; the transfer that belongs here stands at 70: the rows are not in their order\n");
    }

    @Test
    void closedGapIsNamed() {
        LedgerDamage.change(
                file,
                "DELETE FROM transfer WHERE seq = 50",
                "UPDATE transfer SET seq = -seq WHERE seq > 50",
                "UPDATE transfer SET seq = -seq - 1 WHERE seq < 0");

        assertThat(verify().err()).startsWith(ERROR + "transfer 50: its chain hash is not that of its record");
    }

    @Test
    void cutTailIsNamed() {
        LedgerDamage.change(file, "DELETE FROM transfer WHERE seq > 100");

        assertWrong("transfer 101: it is missing: an account's newest is transfer 132, and the ledger ends at 100");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name = 'Lilly'              | account 2 (Lilly): it is found under another name than its own
            name = '2'                  | account 2: its name is not of the form
            name_key = 'lilly'          | account 2 (Lily): it is found under another name than its own
            public_key = flip(public_key) | account 2 (Lily): its key hash is not that of its public key
            key_hash = flip(key_hash)   | account 2 (Lily): its key hash is not that of its public key
            number = 7                  | transfer 2: its payee is account 2, which there is not
            """)
    void changedAccountIsNamed(String change, String error) {
        LedgerDamage.change(file, "UPDATE account SET " + change + " WHERE number = 2");

        assertWrong(error);
    }

    @Test
    void accountOpenedAfterItsFirstTransferIsNamed() {
        LedgerDamage.change(file, "UPDATE account SET opened_at = opened_at + 86400000 WHERE number = 2");

        assertThat(verify().err())
                .matches(ERROR + "transfer 2: it was committed at 2.*Z, before account 2 \\(Lily\\) was opened\n"
                        + "micropay: hint: .*\n");
    }

    @Test
    void accountsOfOtherSpellingAreTheSame() {
        LedgerDamage.change(file, "UPDATE account SET name = 'LILY' WHERE number = 2");

        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void treasuryMustBeThere() {
        LedgerDamage.change(file, "DELETE FROM account WHERE number = 0");
        assertWrong("account 0 (@treasury): it is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            balance = balance + 1       | its balance is 618.000001 on record, and 618 by its transfers
            transfers = transfers + 1   | its number of transfers is 132 on record, and 131 by its transfers
            newest_seq = 5              | its newest transfer is 5 on record, and 132 by its transfers
            newest_paid = flip(newest_paid) | its highest id on record is not that of its payments
            newest_paid = NULL          | its highest id on record is not that of its payments
            """)
    void changedPositionIsNamed(String change, String problem) {
        LedgerDamage.change(file, "UPDATE position SET " + change + " WHERE account = 2");

        assertWrong("the position of account 2 (Lily): " + problem);
    }

    @Test
    void missingPositionIsNamed() {
        LedgerDamage.change(file, "DELETE FROM position WHERE account = 3");
        assertWrong("the position of account 3 (Bob): it is missing");
    }

    @Test
    void positionOfNobodyIsNamed() {
        LedgerDamage.change(file, "INSERT INTO position (account, balance, transfers, newest_seq) VALUES (9, 0, 0, 0)");
        assertWrong("the position of account 9: there is no such account");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE FROM history_mark WHERE account = 2 AND seq > 70         | the history of account 2 (Lily): its marks are wrong at transfer 129
            INSERT INTO history_mark (account, seq) VALUES (2, 70)          | the history of account 2 (Lily): its marks are wrong at transfer 70
            INSERT INTO history_mark (account, seq) VALUES (9, 70)          | the history of account 9: its marks are wrong at transfer 70
            INSERT INTO history_mark (account, seq) VALUES (2, 1000000000)  | the history of account 2 (Lily): it has a mark at transfer 1000000000, which there is not
            INSERT INTO history_mark (account, seq) VALUES (2, -1)          | the history of account 2 (Lily): its marks are wrong at transfer -1
            UPDATE history_mark SET seq = seq + 1 WHERE account = 1         | the history of account 1 (Joanne): its marks are wrong at transfer 98
            INSERT INTO refusal VALUES (1, zeroblob(16), 9, 'EXPIRED', 1)   | a refusal of account 1 (Joanne): there is no such account
            INSERT INTO refusal VALUES (1, zeroblob(16), 2, 'RAIN', 1)      | a refusal of account 1 (Joanne): its reason is none
            INSERT INTO cancellation VALUES (9, zeroblob(16), 1)            | a cancellation of account 9: there is no such account
            DELETE FROM ledger                                              | the ledger: it does not say which CA it belongs to
            """)
    void changedTableIsNamed(String change, String error) {
        LedgerDamage.change(file, change);

        assertWrong(error);
    }

    /// What was sold stands in the memo that the payer has signed, as a hash.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basket = 'tea:1:2.5'",
                "basket = 'tea:2:1.2'",
                "basket = 'tea'",
                "id = 'AAAAAAAAAAAA'",
                "menu_hash = zeroblob(32)",
                "payment = randomblob(16)",
                "buyer = 1, merchant = 2",
                "seq = 1"
            })
    void changedSaleIsNamed(String change) throws IOException {
        Path shop = file.resolveSibling("shop.db");
        long seq;
        try (SignedLedger ledger = SignedLedger.in(shop)) {
            seq = TestSale.make(ledger).seq();
        }
        Invocation right = Invocation.of(new LedgerVerifyCommand(), "--ledger", shop.toString());
        assertThat(right.err()).isEmpty();

        LedgerDamage.change(shop, "UPDATE shop_sale SET " + change);

        Invocation wrong = Invocation.of(new LedgerVerifyCommand(), "--ledger", shop.toString());
        assertThat(wrong.err())
                .startsWith(ERROR + "transfer " + (change.startsWith("seq") ? 1 : seq)
                        + ": the sale on record for it is not what its payer has signed");
    }

    /// A payment that names an order is committed together with its sale, or not at all.
    @Test
    void saleThatWasTakenAwayIsMissed() throws IOException {
        Path shop = file.resolveSibling("shop.db");
        long seq;
        try (SignedLedger ledger = SignedLedger.in(shop)) {
            seq = TestSale.make(ledger).seq();
        }

        LedgerDamage.change(shop, "DELETE FROM shop_sale", "DELETE FROM shop_start");

        Invocation wrong = Invocation.of(new LedgerVerifyCommand(), "--ledger", shop.toString());
        assertThat(wrong.err())
                .startsWith(
                        ERROR + "transfer " + seq + ": its memo names an order, and there is no sale on record for it");
    }

    @Test
    void saleOfATransferThatThereIsNotIsNamed() throws IOException {
        Path shop = file.resolveSibling("shop.db");
        try (SignedLedger ledger = SignedLedger.in(shop)) {
            TestSale.make(ledger);
        }

        LedgerDamage.change(
                shop,
                "INSERT INTO shop_sale SELECT 1000, randomblob(16), buyer, merchant, 'AAAAAAAAAAAA', menu_hash, basket"
                        + " FROM shop_sale");

        Invocation wrong = Invocation.of(new LedgerVerifyCommand(), "--ledger", shop.toString());
        assertThat(wrong.err())
                .startsWith(ERROR + "transfer 1000: there is a sale on record for it, and no such transfer");
    }

    /// Where somebody has taken away what keeps the rows of a table apart.
    @Test
    void accountThatStandsTwiceIsNamed() {
        LedgerDamage.change(
                file,
                "CREATE TABLE copy AS SELECT * FROM account",
                "INSERT INTO copy SELECT 9, name, name_key, public_key, key_hash, opened_at FROM copy WHERE number = 2",
                "DROP TABLE account",
                "ALTER TABLE copy RENAME TO account");

        assertWrong("account 9 (Lily): another account has its name; another account has its key");
    }

    @Test
    void positionThatStandsTwiceIsNamed() {
        LedgerDamage.change(
                file,
                "CREATE TABLE copy AS SELECT * FROM position UNION ALL SELECT * FROM position WHERE account = 2",
                "DROP TABLE position",
                "ALTER TABLE copy RENAME TO position");

        assertWrong("the position of account 2: it stands twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        UPDATE shop_item SET price = price - 1 WHERE sku = 'tea'   | what it sells is not what its merchant has signed
        UPDATE shop_item SET title = 'Q2FrZQ' WHERE sku = 'tea'    | what it sells is not what its merchant has signed
        UPDATE shop_item SET sku = 'teas' WHERE sku = 'tea'        | what it sells is not what its merchant has signed
        UPDATE shop_item SET place = 3 WHERE sku = 'tea'           | what it sells is not what its merchant has signed
        DELETE FROM shop_item WHERE sku = 'cake'                   | what it sells is not what its merchant has signed
        DELETE FROM shop_item                                      | what it sells is not what its merchant has signed
        UPDATE shop SET menu_hash = randomblob(32)    | it is said to have another menu than its merchant has signed
        UPDATE shop SET items = 3                     | it is said to have another menu than its merchant has signed
        UPDATE shop SET menu = x'00'                  | its menu is not true: the message is malformed
        UPDATE shop SET sort_key = CAST('nel' AS BLOB) | it is found under another name than its merchant's
        DELETE FROM shop                              | it has items on sale, and is missing
        """)
    void shopThatSellsWhatNobodyHasSignedIsNamed(String change, String problem) throws IOException {
        file = shop();
        assertThat(verify().out()).contains("ok      1 shop sells what its merchant has signed\n");

        LedgerDamage.change(file, change);

        assertWrong("the shop of account 1 (Mel): " + problem);
    }

    @Test
    void shopOfAnotherMerchantIsNamed() throws IOException {
        file = shop();

        LedgerDamage.change(
                file,
                "UPDATE shop SET merchant = 2, sort_key = CAST('joanne' AS BLOB)",
                "UPDATE shop_item SET merchant = 2");

        assertWrong("the shop of account 2 (Joanne): its menu is not true: the message is signed with another key"
                + " than the one expected");
    }

    /// Its merchant has signed it, and an earlier version has taken it: that must not keep a ledger from being backed
    /// up.
    @Test
    void menuThatThisVersionDoesNotReadIsNotCalledUntrue() throws IOException {
        file = shop();
        String csv = TestMenus.HEADER + "tea,,\"Tea\n\",1.25,5\ncake,,Cake,3,10\n";
        byte[] signed = new TestMenus(TestCertificates.shared()).signed("Mel", csv.getBytes(UTF_8));
        assertThatThrownBy(() -> MenuCsv.read(csv.getBytes(UTF_8))).isInstanceOf(CsvFault.class);

        LedgerDamage.change(
                file,
                "UPDATE shop SET menu_hash = x'" + TestMenus.hash(csv) + "', menu = x'"
                        + HexFormat.of().formatHex(signed) + "'");

        assertThat(verify().err()).isEmpty();
    }

    /// Up to there nobody misses the sale of an order.
    @Test
    void transferUpToWhichNoSalesAreLookedForIsTold() throws IOException {
        file = shop();
        assertThat(verify().out()).doesNotContain("sales of orders");
        LedgerDamage.change(file, "UPDATE shop_start SET seq = 2");

        assertThat(verify().out()).contains("-       sales of orders up to transfer 2 not looked for");

        LedgerDamage.change(file, "UPDATE shop_start SET seq = 1000");
        assertWrong("the ledger: orders are said to have sales behind transfer 1000, and it ends at 2");
    }

    private Path shop() throws IOException {
        Path shop = file.resolveSibling("shop.db");
        try (SignedLedger ledger = SignedLedger.in(shop)) {
            TestSale.make(ledger);
        }
        return shop;
    }

    @Test
    void settledDaysAreNotPassedOverWithoutTheCertificateOfTheCa(@TempDir Path empty) {
        Invocation verified = Invocation.of(
                new LedgerVerifyCommand(),
                "--ledger",
                file.toString(),
                "--certs",
                empty.toString(),
                "--settlements",
                empty.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(verified.err())
                .startsWith("micropay: error: settled days cannot be verified without the certificate of the CA");
    }

    @Test
    void ledgerOfAnotherCaWasSignedByNobody() {
        LedgerDamage.change(
                file, "UPDATE ledger SET id = '" + TestCertificates.another().ledgerId() + "'");

        assertWrong("transfer 3: its payer's signature does not verify; its payee's signature does not verify");
    }

    @Test
    void forgedAmountIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(file, "UPDATE transfer SET amount = amount + 1 WHERE seq = 50");

        assertWrong("transfer 50: its payer's signature does not verify; its payee's signature does not verify");
    }

    @Test
    void forgedSignatureIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(file, "UPDATE transfer SET payee_signature = flip(payee_signature) WHERE seq = 50");

        assertWrong("transfer 50: its payee's signature does not verify");
    }

    @Test
    void replacedKeyIsNamedThoughAllHashesFit() {
        VerificationKey key = TestCertificates.shared().account("Mallory").verificationKey();
        RewrittenLedger.rewrite(
                file,
                "UPDATE account SET public_key = " + RewrittenLedger.literal(key.encoded()) + ", key_hash = x'"
                        + key.fingerprint().hex() + "' WHERE number = 3");

        assertWrong("transfer 3: its payee's signature does not verify");
    }

    @Test
    void keyOfNoKindIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(
                file,
                "UPDATE account SET public_key = x'3000', key_hash = x'" + Fingerprint.of(new byte[] {0x30, 0})
                        + "' WHERE number = 3");

        assertWrong("transfer 3: its payee's key is none that an account can have");
    }

    @Test
    void moneyFromNowhereIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(file, """
                UPDATE transfer SET payer = 0, payer_name = '@treasury', expires = '', memo = '',
                                    payer_signature = x'', payee_signature = x'' WHERE seq = 50""");

        assertWrong("transfer 50: it is a deposit, but not the first transfer of its account");
    }

    @Test
    void expiredOrderIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(file, "UPDATE transfer SET committed_at = committed_at + 3600000 WHERE seq >= 50");

        assertThat(verify().err())
                .matches(ERROR + "transfer 50: it was committed at 2.*Z, after its order had expired at 2.*Z\n.*\n");
    }

    @Test
    void repeatedIdIsNamedThoughAllHashesFit() {
        RewrittenLedger.rewrite(
                file,
                "CREATE TABLE copy AS SELECT * FROM transfer",
                "UPDATE copy SET id = (SELECT id FROM copy WHERE seq = 40) WHERE seq = 50",
                "UPDATE copy SET expires = (SELECT expires FROM copy WHERE seq = 40) WHERE seq = 50",
                "UPDATE copy SET payer_signature = (SELECT payer_signature FROM copy WHERE seq = 40) WHERE seq = 50",
                "UPDATE copy SET payee_signature = (SELECT payee_signature FROM copy WHERE seq = 40) WHERE seq = 50",
                "DROP TABLE transfer",
                "ALTER TABLE copy RENAME TO transfer");

        assertWrong("transfer 50: its payer has used its id before");
    }

    @Test
    void tailCutWithCareIsShownByAReceiptAlone() {
        RewrittenLedger.rewrite(file, "DELETE FROM transfer WHERE seq > 100");

        assertThat(verify().exitCode()).isZero();
        assertThat(verifyAgainst(100).exitCode()).isZero();
        assertThat(verifyAgainst(99, 120).err())
                .startsWith(ERROR + "transfer 101: it is missing: the receipt " + receipt(120)
                        + " proves transfer 120, and the ledger ends at 100\n");
    }

    @Test
    void rewrittenHistoryIsShownByAReceiptAlone() {
        RewrittenLedger.rewrite(file, "DELETE FROM transfer WHERE seq = 50");

        assertThat(verify().exitCode()).isZero();
        assertThat(verifyAgainst(49).exitCode()).isZero();
        assertThat(verifyAgainst(70).err())
                .startsWith(ERROR + "transfer 70: the receipt " + receipt(70)
                        + " proves another transfer in its place: the ledger was rewritten\n");
    }

    /// The payment itself is as it was, but another before it is not.
    @Test
    void rewrittenPastIsShownByAReceiptOfLater() {
        RewrittenLedger.rewrite(file, "UPDATE transfer SET committed_at = committed_at - 1 WHERE seq = 1");
        LedgerDamage.change(file, "UPDATE account SET opened_at = opened_at - 1");

        assertThat(verify().exitCode()).isZero();
        assertThat(verifyAgainst(70).err())
                .startsWith(ERROR + "transfer 70: the receipt " + receipt(70)
                        + " proves another history before it: the ledger was rewritten\n");
    }

    @Test
    void genuineReceiptsAgree() {
        Invocation verified = verifyAgainst(3, 70, 132);

        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains("ok      3 kept receipts agree with it\n");
    }

    @Test
    void falseReceiptProvesNothing() throws IOException {
        Path forged = folder.resolve("forged.json");
        Files.writeString(forged, Files.readString(receipt(70)).replace("\"seq\" : \"70\"", "\"seq\" : \"700\""));

        Invocation verified = verify("--ca", template.resolve("ca.crt").toString(), "--receipt", forged.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(verified.err())
                .startsWith(WRONG_RECEIPT + forged + ": it is not true that the ledger signed the receipt; "
                        + "it is not true that the chain hash covers the record\n");
    }

    @Test
    void receiptOfAnotherLedgerProvesNothing() {
        LedgerDamage.change(
                file, "UPDATE ledger SET id = '" + TestCertificates.another().ledgerId() + "'");

        assertThat(verifyAgainst(70).err()).startsWith(WRONG_RECEIPT + receipt(70) + ": it is of another ledger\n");
    }

    @Test
    void receiptMustBeOne() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter"), "Dear Joanne");
        Invocation verified = verify("--ca", template.resolve("ca.crt").toString(), "--receipt", letter.toString());

        assertThat(verified.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(verified.err()).startsWith("micropay: error: " + letter + " is not a receipt of micropay\n");
    }

    @Test
    void jsonTellsTheSame() {
        assertThat(verify("--json").out())
                .startsWith("{\"schema\":1,\"ok\":true,\"ledger\":\"" + file + "\",\"ledger_id\":\""
                        + TestCertificates.shared().ledgerId()
                        + "\",\"accounts\":3,\"transfers\":132,\"payments\":130,\"deposits\":2,\"sum\":\"0\","
                        + "\"chain_hash\":\"")
                .contains("\"receipts\":0,\"shops\":0,\"shop_start\":0,\"settled_days\":null,"
                        + "\"settled_files\":null,\"duration_s\":")
                .endsWith(",\"first_wrong\":null}\n");

        LedgerDamage.change(file, "DELETE FROM transfer WHERE seq = 50");
        Invocation wrong = verify("--json");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(wrong.out())
                .startsWith("{\"schema\":1,\"ok\":false,")
                .contains("\"payments\":null,\"deposits\":null,")
                .endsWith("\"first_wrong\":{\"table\":\"transfer\",\"number\":50,\"name\":\"\","
                        + "\"problems\":[\"it is missing: transfer 51 comes next\"]}}\n");
    }

    /// The id of a payment stands in the journal and in the index that keeps payments apart.
    @Test
    void flippedByteInTheFileIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] id = LedgerDamage.bytes(file, "SELECT id FROM transfer WHERE seq = 50");
        List<String> errors = new ArrayList<>();
        for (int place : LedgerDamage.places(whole, id)) {
            byte[] damaged = whole.clone();
            damaged[place + 10] ^= 1;
            Files.write(file, damaged);
            errors.add(verify().err().lines().findFirst().orElseThrow());
        }

        assertThat(errors)
                .containsExactlyInAnyOrder(
                        ERROR + "transfer 50: its chain hash is not that of its record and the hash before it; its"
                                + " payer's signature does not verify; its payee's signature does not verify",
                        ERROR + "the store: row 50 missing from index sqlite_autoindex_transfer_1");
    }

    @Test
    void fileThatIsNotThereIsNotMade() throws IOException {
        file = folder.resolve("none.db");
        Invocation verified = verify();

        assertThat(verified.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(verified.err())
                .isEqualTo("micropay: error: there is no ledger " + file
                        + "\nmicropay: hint: name its file with --ledger, or its folder with --data-dir\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).doesNotContain(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Dear diary"})
    void fileOfAnotherKindIsNoLedger(String content) throws IOException {
        file = Files.writeString(folder.resolve("diary"), content.repeat(1_000));
        assertUnreadable("not a ledger: " + file);
        assertThat(file).hasContent(content.repeat(1_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PRAGMA user_version = 99  | the ledger was written by a newer version: its tables are of version 99, this one knows 5
            PRAGMA user_version = 1   | the ledger was written by an older version: its tables are of version 1
            PRAGMA user_version = 3   | the ledger was written by an older version: its tables are of version 3
            PRAGMA application_id = 7 | not a ledger, but a database of another program: ${file}
            """)
    void foreignFileIsRefused(String change, String error) {
        LedgerDamage.change(file, change);
        assertUnreadable(error.replace("${file}", file.toString()));
    }

    @Test
    void ledgerLockedByAnotherProgramIsSaidSo() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertUnreadable("the ledger " + file + " is locked by another program");
        }
    }

    @Test
    void folderIsNoLedger() {
        file = folder;
        assertUnreadable("not a file: " + file.toAbsolutePath());
    }

    @Test
    void cutOffFileIsDamaged() throws IOException {
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }
        assertUnreadable("the ledger " + file + " is damaged");
    }

    @Test
    void overwrittenPageIsNamedByTheTransferBeforeIt() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] hash = LedgerDamage.bytes(file, "SELECT chain_hash FROM transfer WHERE seq = 50");
        int page = LedgerDamage.places(whole, hash).getFirst() / 4_096;
        Arrays.fill(whole, page * 4_096, (page + 1) * 4_096, (byte) 0);
        Files.write(file, whole);

        Invocation verified = verify();

        assertThat(verified.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(verified.err())
                .matches("micropay: error: the ledger " + file
                        + " is damaged: what follows transfer 4\\d cannot be read\n");
    }

    private void assertUnreadable(String error) {
        Invocation verified = verify();
        assertThat(verified.err()).startsWith("micropay: error: " + error + "\n");
        assertThat(verified.exitCode()).isEqualTo(ExitCode.IO_ERROR);
        assertThat(verified.out()).isEmpty();
    }

    @Test
    void ledgerLeftByACrashIsVerifiedWithItsLogAndNotChanged() throws IOException {
        Path crashed;
        Path running = folder.resolve("running/ledger.db");
        try (SignedLedger ledger = SignedLedger.in(running)) {
            ledger.open("Joanne", "1000").open("Lily", "0");
            ledger.pay("Joanne", "1", "Lily", "");
            crashed = LedgerDamage.copy(running, folder.resolve("crashed"));
        }
        byte[] before = Files.readAllBytes(crashed);
        Path log = crashed.resolveSibling("ledger.db-wal");
        byte[] logBefore = Files.readAllBytes(log);
        file = crashed;

        assertThat(verify().out()).contains("the chain of 2 transfers is whole");
        assertThat(crashed).hasBinaryContent(before);
        assertThat(log).hasBinaryContent(logBefore);
    }

    @Test
    void ledgerThatIsWrittenIsVerifiedAndNotDisturbed() {
        file = folder.resolve("running/ledger.db");
        try (SignedLedger ledger = SignedLedger.in(file)) {
            ledger.open("Joanne", "1000").open("Lily", "0");
            for (int i = 0; i < 3; i++) {
                ledger.pay("Joanne", "1", "Lily", "");
                assertThat(verify().out()).contains("the chain of " + (i + 2) + " transfers is whole");
            }
        }
    }
}
