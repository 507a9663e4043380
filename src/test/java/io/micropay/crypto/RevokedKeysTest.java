package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokedKeysTest {

    private static final Fingerprint ONE = Fingerprint.of(new byte[] {1});
    private static final Fingerprint TWO = Fingerprint.of(new byte[] {2});

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("revoked");
    }

    @Test
    void aMissingFileRevokesNothing() throws CryptoException {
        RevokedKeys revoked = open();

        assertThat(revoked.contains(ONE)).isFalse();
        assertThat(revoked.refresh()).isFalse();
        assertThat(problems).isEmpty();
    }

    @Test
    void everyLineRevokesAKey() throws Exception {
        write("# lost on 2026-11-20\n\n" + ONE + "\r\n  " + TWO + " # Lily's old one");
        RevokedKeys revoked = open();

        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(revoked.contains(TWO)).isTrue();
        assertThat(revoked.contains(Fingerprint.of(new byte[] {3}))).isFalse();
    }

    @Test
    void aKeyAddedLaterIsRevokedAtTheNextRefresh() throws Exception {
        RevokedKeys revoked = open();

        write(ONE + "\n");
        assertThat(revoked.contains(ONE)).isFalse();
        assertThat(revoked.refresh()).isTrue();
        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(revoked.refresh()).isFalse();

        // As long as the first text, and within the same tick of the file system's clock.
        write(TWO + "\n");
        assertThat(revoked.refresh()).isTrue();
        assertThat(revoked.contains(TWO)).isTrue();
    }

    @Test
    void revocationIsForEver() throws Exception {
        write(ONE + "\n" + TWO + "\n");
        RevokedKeys revoked = open();

        write(TWO + "\n");
        assertThat(revoked.refresh()).isFalse();
        write("");
        assertThat(revoked.refresh()).isFalse();

        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(revoked.contains(TWO)).isTrue();
    }

    @Test
    void aFileThatDisappearsTakesNothingBackAndIsReportedOnce() throws Exception {
        write(ONE + "\n");
        RevokedKeys revoked = open();

        Files.delete(file);
        revoked.refresh();
        revoked.refresh();

        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(problems).containsExactly(file + " is gone; the keys it listed stay revoked");

        write(ONE + "\n");
        revoked.refresh();
        Files.delete(file);
        revoked.refresh();
        assertThat(problems).hasSize(2);
    }

    @Test
    void aDamagedLineIsReportedOnceAndTheOthersCount() throws Exception {
        write(ONE + "\n");
        RevokedKeys revoked = open();

        write("oops\n" + TWO + "\n");
        assertThat(revoked.refresh()).isTrue();
        revoked.refresh();

        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(revoked.contains(TWO)).isTrue();
        assertThat(problems).containsExactly("line 1 of " + file + " is not a key fingerprint");
    }

    @Test
    void aFileThatCannotBeReadTakesNothingBack() throws Exception {
        write(ONE + "\n");
        RevokedKeys revoked = open();

        Files.delete(file);
        Files.createDirectory(file);
        revoked.refresh();

        assertThat(revoked.contains(ONE)).isTrue();
        assertThat(problems).containsExactly(file + " cannot be read; the keys it listed stay revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oops", "00", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 x"})
    void aDamagedFileIsRefusedAtTheStart(String line) throws Exception {
        write(ONE + "\n" + line + "\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(CryptoException.class)
                .hasMessage("line 2 of " + file + " is not a key fingerprint");
    }

    @Test
    void otherSpellingsOfAFingerprintAreNotOverlooked() throws Exception {
        write(ONE.hex().toUpperCase(Locale.ROOT));
        assertThatThrownBy(this::open).isInstanceOf(CryptoException.class);

        write(ONE.colons());
        assertThatThrownBy(this::open).isInstanceOf(CryptoException.class);
    }

    @Test
    void aKeyIsAddedBehindWhatIsThere() throws Exception {
        write("# whose phone was stolen\n" + ONE);
        RevokedKeys revoked = open();

        RevokedKeys.add(file, TWO, "Lily");
        assertThat(revoked.refresh()).isTrue();

        assertThat(revoked.contains(TWO)).isTrue();
        assertThat(file).hasContent("# whose phone was stolen\n" + ONE + "\n" + TWO + "  # Lily\n");
        assertThat(problems).isEmpty();
    }

    @Test
    void theFirstKeyMakesTheFile() throws Exception {
        RevokedKeys.add(file, ONE, "Joanne");
        RevokedKeys.add(file, TWO, "Lily");

        assertThat(file).hasContent(ONE + "  # Joanne\n" + TWO + "  # Lily\n");
        assertThat(open().contains(ONE)).isTrue();
    }

    private RevokedKeys open() throws CryptoException {
        return RevokedKeys.open(file, problems::add);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
