package io.micropay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.crypto.CryptoException;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Password;
import io.micropay.money.AccountName;
import io.micropay.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFolderTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final X509Certificate CA = CERTIFICATES.ca();
    private static final ServerAddress SERVER = new ServerAddress("::1", 16_000);

    @TempDir
    private Path home;

    @Test
    void everythingIsItsOwnersAlone() throws Exception {
        IdentityFolder folder = folder("Joanne");
        folder.begin(SERVER, CA);
        folder.keep(KeyKind.P256.generate(), Password.of(""));
        folder.keep(CERTIFICATES.account("Joanne").certificate());

        assertThat(mode(folder.path())).isEqualTo("rwx------");
        assertThat(mode(home.resolve("config/micropay"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.path())) {
            List<Path> all = files.toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("server", "ca.crt", "wallet.key", "wallet.crt");
            assertThat(all).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void walletsAreListedByName() throws Exception {
        folder("Lily").begin(SERVER, CA);
        folder("Joanne").begin(SERVER, CA);
        Files.createDirectory(home.resolve("config/micropay/NoWallet"));
        Files.createFile(home.resolve("config/micropay/config.properties"));

        assertThat(IdentityFolder.all(home.resolve("config/micropay")))
                .extracting(IdentityFolder::name)
                .containsExactly("Joanne", "Lily");
        assertThat(IdentityFolder.all(home.resolve("nowhere"))).isEmpty();
    }

    @Test
    void whatIsKeptIsReadAgain() throws Exception {
        var key = KeyKind.P256.generate();
        folder("Joanne").begin(SERVER, CA);
        folder("Joanne").keep(key, Password.of(""));

        IdentityFolder again = folder("Joanne");
        assertThat(again.exists()).isTrue();
        assertThat(again.server()).contains(SERVER);
        assertThat(again.authority()).contains(CA);
        assertThat(again.protectedKey()).isEmpty();
        assertThat(again.unprotectedKey().verificationKey()).isEqualTo(key.verificationKey());
        assertThat(again.certificate()).isEmpty();
    }

    @Test
    void neitherAKeyNorTheCaIsEverReplaced() throws Exception {
        IdentityFolder folder = folder("Joanne");
        folder.begin(SERVER, CA);
        folder.keep(KeyKind.P256.generate(), Password.of(""));
        String key = Files.readString(folder.keyFile());

        assertThatThrownBy(() -> folder.begin(SERVER, TestCertificates.another().ca()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> folder.keep(KeyKind.P256.generate(), Password.of("")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.authority()).contains(CA);
        assertThat(folder.keyFile()).hasContent(key);
    }

    @Test
    void namesThatDifferOnlyInCaseAreTheSameName() throws Exception {
        folder("Joanne").begin(SERVER, CA);

        assertThat(folder("JOANNE").exists()).isTrue();
        assertThat(folder("joanne").name()).isEqualTo("Joanne");
        assertThat(folder("Joann").exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost x", "localhost 0", "localhost 16000 y"})
    void serverThatIsNoneIsSaidToBeSo(String text) throws Exception {
        IdentityFolder folder = folder("Joanne");
        folder.begin(SERVER, CA);
        Files.writeString(folder.path().resolve("server"), text);

        assertThatThrownBy(folder::server)
                .isInstanceOf(CryptoException.class)
                .hasMessage(folder.path().resolve("server") + " does not name a server");
    }

    private IdentityFolder folder(String name) throws IOException {
        return IdentityFolder.of(
                home.resolve("config/micropay"), AccountName.parse(name).orElseThrow());
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
