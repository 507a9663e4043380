package io.micropay.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micropay.testing.Crowd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvitationsTest {

    @TempDir
    Path certs;

    private Invitations invitations() {
        return new CertificateFolder(certs, Clock.systemUTC()).invitations();
    }

    @Test
    void codesAreOfTheFormAndUnlikeEachOther() throws CryptoException {
        List<String> codes = invitations().make(100);
        assertThat(codes).hasSize(100).doesNotHaveDuplicates().allMatch(code -> code.matches("[A-Za-z0-9]{20}"));
    }

    @Test
    void aCodeIsGoodOnce() throws CryptoException {
        List<String> codes = invitations().make(2);
        assertThat(invitations().redeem(codes.getFirst())).isTrue();
        assertThat(invitations().redeem(codes.getFirst())).isFalse();
        assertThat(invitations().redeem(codes.getLast())).isTrue();
    }

    @Test
    void whatNobodyMadeIsNotGood() throws CryptoException {
        assertThat(invitations().redeem("Welcome2026")).isFalse();
        String code = invitations().make(1).getFirst();
        assertThat(invitations().redeem(code + "x")).isFalse();
        assertThat(invitations().redeem(code)).isTrue();
    }

    /// As the servers of a ledger do, each with an object of its own.
    @Test
    void ofManyWhoUseACodeAtOnceOneGetsIn() throws Exception {
        for (String code : invitations().make(20)) {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Invitations own = invitations();
                attempts.add(() -> own.redeem(code));
            }
            assertThat(Crowd.atOnce(attempts)).containsOnlyOnce(true);
        }
    }

    @Test
    void theFolderDoesNotGiveTheCodesAway() throws Exception {
        List<String> codes = invitations().make(3);
        try (Stream<Path> files = Files.walk(certs)) {
            for (Path file : files.toList()) {
                String content = Files.isRegularFile(file) ? Files.readString(file) : "";
                assertThat(codes).noneMatch(code -> file.toString().contains(code) || content.contains(code));
            }
        }
    }

    @Test
    void aCodeThatCannotBeUsedUpIsNotTaken() throws Exception {
        String code = invitations().make(1).getFirst();
        Path file = certs.resolve("invitations")
                .resolve(Fingerprint.of(code.getBytes(US_ASCII)).hex());
        // Not even the superuser can delete a folder that holds something.
        Files.delete(file);
        Files.createDirectories(file.resolve("in-the-way"));
        assertThatThrownBy(() -> invitations().redeem(code))
                .isInstanceOf(OutputException.class)
                .hasMessage("cannot use up an invitation in " + certs.resolve("invitations"));
    }
}
