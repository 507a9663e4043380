package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.IdentityFolder;
import io.micropay.client.ServerAddress;
import io.micropay.money.AccountName;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the commands of a wallet say of arguments that cannot be understood: before anybody is asked for anything, else
/// a script that finds no server would try them again for ever.
///
/// The wallet has begun and has no certificate yet, which it asks for as it is opened; its server is not there.
class WrongArgumentsTest {

    private static final AccountName JOANNE = AccountName.parse("Joanne").orElseThrow();

    @TempDir
    private Path home;

    @BeforeEach
    void beginWallet() throws Exception {
        IdentityFolder.of(home.resolve(".config/micropay"), JOANNE)
                .begin(
                        new ServerAddress("127.0.0.1", FreePort.next()),
                        TestCertificates.shared().ca());
    }

    @ParameterizedTest
    @ValueSource(strings = {"balance", "browse Cafe", "menu Cafe", "rules", "receipts"})
    void rightOnesAreFollowedByQuestionsToTheServer(String words) {
        assertFails(69, "nobody listens at 127.0.0.1:", run(words.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "pay Lily 0, an amount of zero is no payment",
        "pay L#ly 1, is not a name",
        "pay Lily 1 tea --id x, is not the id of a payment",
        "pay Lily 1 tea --to nowhere, is not an address",
        "refund x, is not the id of a payment",
        "cancel x, is not the id of a payment",
        "register much, is not an amount",
        "request 0, an amount of zero is no payment",
        "history 0, is not a number from 1",
        "payments 0, is not a number from 1",
        "receipts 0, is not a number from 1",
        "receipt x, is not the id of a payment",
        "statement --from 2026-02-30, is not a day",
        "statement --from 2026-02-02 --to 2026-02-01, --to is before --from",
        "statement --format xml, is not a format",
        "buy Cafe 101:0 --yes, is not a basket",
        "buy C#fe 101 --yes, is not a name",
        "buy Cafe 101 --yes --id x, is not the id of a payment",
        "browse C#fe, is not a name",
        "menu C#fe, is not a name",
        "rules accept L#ly, is not a name",
        "rules forget L#ly, is not a name",
        "rules accept Lily --up-to much, is not an amount",
        "listen --accept ask, --accept ask needs somebody to ask",
        "shop stock 101 -1, is not a number from 0",
        "shop stock 101 many, is not a number from 0",
        "shop stock 101, N is missing",
        "shop stock 10/1 1, is not the sku of an item",
        "shop close-day --date 2026-2-3, is not a day",
        "shop publish, missing required parameter"
    })
    void wrongOnesAreToldWithoutAServer(String words, String message) {
        assertFails(2, message, run(words.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"menu Cafe --save", "shop close-day --out"})
    void fileThatIsThereIsToldWithoutAServer(String words) throws Exception {
        Path file = Files.createFile(home.resolve("there.csv"));
        List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
        arguments.add(file.toString());

        assertFails(73, "there is a file " + file + " already", run(arguments.toArray(String[]::new)));
    }

    @Test
    void mistypedNameIsToldWithTheNamesThereAre() {
        String missing = "the server is missing, and there is no wallet of Joann; there is the wallet of Joanne\n";

        assertFails(2, missing, runAs("Joann", "balance"));
    }

    @Test
    void identityOfAFolderIsNoWalletThatIsMissing() {
        Path certs = home.resolve("certs");
        TestCertificates.shared().writeTo(certs, "Lily");

        assertFails(2, "this wallet remembers none\n", runAs("Lily", "balance", "--certs", certs.toString()));
    }

    /// A memo of somebody else's could name one: its words would be signed, and options among them heeded.
    @Test
    void wordThatNamesAFileStaysAWord() throws Exception {
        Path file = Files.writeString(home.resolve("name"), "Lily");

        assertFails(2, "is not a name", run("pay", "@" + file, "1"));
        assertFails(2, "is not a name", run("pay", "@" + home, "1"));
    }

    private Invocation run(String... words) {
        return runAs("Joanne", words);
    }

    private Invocation runAs(String name, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--name", name, "--key", "ec"));
        String[] all = arguments.toArray(String[]::new);
        return Invocation.of(Main.commandLine(Map.of("HOME", home.toString(), "MICROPAY_PASSWORD", ""), all), all);
    }

    private static void assertFails(int exitCode, String message, Invocation ended) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("micropay: error: ").contains(message).doesNotContain("\tat ");
    }
}
