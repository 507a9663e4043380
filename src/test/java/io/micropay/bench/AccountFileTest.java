package io.micropay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFileTest {

    private static final Fingerprint LEDGER = new Fingerprint("a".repeat(64));

    @TempDir
    private Path folder;

    @Test
    void keysAreThereInTheNextRun() throws Exception {
        SigningKey first = KeyKind.ED25519.generate();
        SigningKey second = KeyKind.ED25519.generate();
        AccountFile file = AccountFile.open(folder, LEDGER, KeyKind.ED25519, "bone-");
        file.append(List.of(first));
        file.setRegistered(1);
        file.append(List.of(second));

        AccountFile again = AccountFile.open(folder, LEDGER, KeyKind.ED25519, "btwo-");

        assertThat(again.prefix()).isEqualTo("bone-");
        assertThat(again.registered()).isEqualTo(1);
        assertThat(again.keys(10)).containsExactly(first.encoded(), second.encoded());
        assertThat(again.keys(1)).containsExactly(first.encoded());
        assertThat(AccountFile.decode(again.keys(1).getFirst()).verificationKey())
                .isEqualTo(first.verificationKey());
    }

    @Test
    void onlyTheOwnerCanReadKeys() throws Exception {
        AccountFile.open(folder, LEDGER, KeyKind.P256, "bone-");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("accounts-ec"))))
                .isEqualTo("rw-------");
    }

    @Test
    void accountsOfAnotherLedgerAreRefused() throws Exception {
        AccountFile.open(folder, LEDGER, KeyKind.P256, "bone-");

        assertThatThrownBy(() -> AccountFile.open(folder, new Fingerprint("b".repeat(64)), KeyKind.P256, "btwo-"))
                .isInstanceOf(BenchException.class)
                .hasMessage(folder.resolve("accounts-ec") + " holds accounts of another ledger");
    }

    @Test
    void fileThatIsSomethingElseIsRefused() throws Exception {
        for (String content : List.of("\0\5hello and more", "hello\n", "\0\3\u00ff\u00ff", "")) {
            Files.writeString(folder.resolve("accounts-ec"), content, StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> AccountFile.open(folder, LEDGER, KeyKind.P256, "bone-"))
                    .isInstanceOf(BenchException.class)
                    .hasMessage(folder.resolve("accounts-ec") + " is no file of the bench's accounts");
        }
    }
}
