package io.micropay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedKeyTest {

    private static final String SECRET = "öffne dich 1";
    private static final SigningKey KEY = KeyKind.P256.generate();

    /// An INTEGER in DER, which stands once in a protected key.
    private static final String ROUNDS_600_000 = "02030927c0";

    private static final String ROUNDS_8_388_607 = "02037fffff";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "P256", "ED25519"})
    void opensslOpensWhatWeProtect(KeyKind kind) throws Exception {
        SigningKey key = kind.generate();
        write(PemFiles.text(key, Password.of(SECRET)));
        assertThat(Files.readString(file())).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");

        assertThat(OpenSsl.run(folder, "pkey", "-in", "wallet.key", "-passin", "pass:" + SECRET)
                        .output())
                .isEqualTo(PemFiles.text(key));
        assertThat(OpenSsl.run(folder, "pkey", "-in", "wallet.key", "-passin", "pass:wrong")
                        .succeeded())
                .isFalse();
    }

    @Test
    void weOpenWhatOpensslProtects() throws Exception {
        write(PemFiles.text(KEY));
        assertThat(OpenSsl.run(folder, "pkcs8", "-topk8", "-in", "wallet.key", "-out", "theirs", "-passout", "pass:x")
                        .succeeded())
                .isTrue();
        write(Files.readString(folder.resolve("theirs")));

        assertThat(read().open(Password.of("x")).encoded()).isEqualTo(KEY.encoded());
    }

    @Test
    void anotherPasswordOpensNothing() throws Exception {
        write(PemFiles.text(KEY, Password.of(SECRET)));
        ProtectedKey key = read();

        for (String wrong : new String[] {"", "Öffne dich 1", "öffne dich 1 "}) {
            assertThatThrownBy(() -> key.open(Password.of(wrong)))
                    .isInstanceOf(WrongPasswordException.class)
                    .hasMessage("the password is wrong")
                    .hasNoCause();
        }
        assertThat(key.open(Password.of(SECRET)).encoded()).isEqualTo(KEY.encoded());
    }

    @Test
    void twoFilesOfOneKeyAndPasswordDiffer() throws Exception {
        assertThat(PemFiles.text(KEY, Password.of(SECRET))).isNotEqualTo(PemFiles.text(KEY, Password.of(SECRET)));
    }

    @Test
    void emptyPasswordProtectsNothingAndIsNotPretendedTo() throws Exception {
        assertThat(PemFiles.text(KEY, Password.of(""))).isEqualTo(PemFiles.text(KEY));
        assertThatThrownBy(() -> ProtectedKey.of(KEY, Password.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v2 des3", "-v2 aes-128-cbc", "-scrypt", "-v1 PBE-SHA1-3DES"})
    void keysThatAreProtectedInOtherWaysAreRefused(String way) throws Exception {
        write(PemFiles.text(KEY));
        String[] arguments = ("pkcs8 -topk8 -in wallet.key -out theirs -passout pass:x " + way).split(" ");
        assertThat(OpenSsl.run(folder, arguments).succeeded()).isTrue();
        write(Files.readString(folder.resolve("theirs")));

        assertThatThrownBy(this::read).isInstanceOf(CryptoException.class).hasMessageContaining("protected");
    }

    /// The file would have its reader compute for a long time.
    @Test
    void keyThatAsksForTooManyRoundsIsRefused() throws Exception {
        String der = HexFormat.of()
                .formatHex(ProtectedKey.of(KEY, Password.of(SECRET)).encoded());
        byte[] many = HexFormat.of().parseHex(der.replace(ROUNDS_600_000, ROUNDS_8_388_607));

        assertThatThrownBy(() -> ProtectedKey.decode(many))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the protected private key asks for what nobody's does");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MAA=", "MIIB", "AAAA"})
    void damagedKeysAreRefused(String base64) throws Exception {
        write("-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + base64 + "\n-----END ENCRYPTED PRIVATE KEY-----\n");

        assertThatThrownBy(this::read).isInstanceOf(CryptoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx-----x"})
    void passwordIsNoReasonToShowTheFile(String mode) throws Exception {
        write(PemFiles.text(KEY, Password.of(SECRET)));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

        assertThatThrownBy(this::read)
                .isInstanceOf(CryptoException.class)
                .hasMessage("others can read the private key " + file());
    }

    @Test
    void nothingShowsThePassword() throws Exception {
        Password password = Password.of(SECRET);

        assertThat(password.toString()).doesNotContain(SECRET);
        assertThat(ProtectedKey.of(KEY, password).toString()).doesNotContain(SECRET);
        assertThatThrownBy(() -> Password.of("s".repeat(Password.BYTES_MAX + 1)))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the password is longer than 1024 bytes");
    }

    private ProtectedKey read() throws CryptoException {
        return PemFiles.read(file()) instanceof PemEntry.ProtectedPrivateKey(ProtectedKey key) ? key : notProtected();
    }

    private static ProtectedKey notProtected() {
        throw new AssertionError("the key is not protected");
    }

    private Path file() {
        return folder.resolve("wallet.key");
    }

    private void write(String text) throws IOException {
        Files.deleteIfExists(file());
        Files.createFile(file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file(), text);
    }
}
