package io.micropay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micropay.crypto.CertificateFolder;
import io.micropay.crypto.PemFiles;
import io.micropay.testing.Drill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `certs` of the packaged jar does to the disk, as the kernel sees it.
@Drill
class CertsIT {

    private static final List<String> KEYS = List.of("ca.key", "server.key", "ledger.key", "settle.key");

    @TempDir
    Path folder;

    @Test
    void keysArePrivateFromTheirFirstByteAndFilesSyncedBeforeTheyHaveTheirNames() throws Exception {
        requireStrace();
        List<String> calls = traced(
                        "--seccomp-bpf -e trace=openat,open,creat,chmod,fchmod,fchmodat,rename,renameat2,link,linkat,fsync,fdatasync",
                        "umask 000")
                .lines()
                .toList();

        assertThat(calls)
                .filteredOn(call -> call.contains("O_CREAT") && call.contains(".key\""))
                .hasSize(KEYS.size())
                .allMatch(call -> call.contains("O_EXCL, 0600)"));
        assertThat(calls)
                .filteredOn(call -> call.contains("certs/"))
                .noneMatch(call -> call.contains("chmod") || call.contains("rename"));
        assertThat(Files.getPosixFilePermissions(certs()))
                .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        for (String key : KEYS) {
            assertThat(Files.getPosixFilePermissions(certs().resolve(key))).hasSize(2);
        }

        int firstName = indexOf(calls, "\"certs/ca.key\"");
        int lastName = indexOf(calls, "\"certs/ledger.crt\"");
        assertThat(calls.subList(0, firstName))
                .filteredOn(call -> call.contains("sync("))
                .as("synced before: .gitignore and eight files")
                .hasSize(9);
        assertThat(calls.subList(firstName, lastName + 1))
                .hasSize(8)
                .allMatch(call -> call.contains("link") && call.endsWith(" = 0"));
        assertThat(calls.subList(lastName + 1, calls.size()))
                .filteredOn(call -> call.contains("sync("))
                .as("synced after: the folder")
                .hasSize(1);
    }

    private static int indexOf(List<String> calls, String path) {
        return calls.indexOf(
                calls.stream().filter(call -> call.contains(path)).findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void aKillInTheMiddleLeavesNoHalfWrittenFileUnderAName(int link) throws Exception {
        requireStrace();
        traced("-e trace=link,linkat -e inject=link,linkat:signal=SIGKILL:when=" + link, "umask 022");

        List<Path> named = named();
        assertThat(named).hasSizeLessThan(9);
        for (Path file : named) {
            PemFiles.read(file);
        }
        Process again = certs("exec", "init");
        String output = output(again);
        if (named.isEmpty()) {
            assertThat(again.waitFor()).as(output).isZero();
        } else {
            assertThat(again.waitFor()).isEqualTo(73);
            assertThat(output)
                    .startsWith("micropay: error: certs holds only a part of a set: ")
                    .contains("micropay: hint: put ");
            assertThat(named()).isEqualTo(named);
        }
    }

    @Test
    void ofTwoProcessesThatInitAtOnceOneMakesTheSet() throws Exception {
        List<Process> processes = List.of(certs("exec", "init"), certs("exec", "init"));
        List<Integer> exitCodes = new ArrayList<>();
        for (Process process : processes) {
            output(process);
            exitCodes.add(process.waitFor());
        }

        assertThat(exitCodes).containsExactlyInAnyOrder(0, 73);
        CertificateFolder made = new CertificateFolder(certs(), Clock.systemUTC());
        made.server();
        made.ledger();
        made.authority();
    }

    @Test
    void aFullDiskIsReportedAndLeavesNothing() throws Exception {
        Process process = certs("ulimit -f 0; trap '' XFSZ; exec", "init");
        String output = output(process);

        assertThat(process.waitFor()).as(output).isEqualTo(73);
        assertThat(output)
                .startsWith("micropay: error: cannot write to certs (")
                .contains("micropay: hint: ");
        assertThat(named()).isEmpty();
    }

    private static void requireStrace() {
        boolean works;
        try {
            works = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException missing) {
            works = false;
        }
        assumeTrue(works, "SKIPPED: strace is not installed or may not trace, and this test needs it");
    }

    /// Runs `certs init` under strace and gives what it wrote down.
    private String traced(String options, String before) throws Exception {
        Process process = certs(before + "; exec strace -f -qq -o trace " + options, "init");
        output(process);
        process.waitFor();
        return Files.readString(folder.resolve("trace"));
    }

    private Process certs(String before, String command) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = System.getProperty("micropay.jar");
        return new ProcessBuilder(
                        "sh", "-c", before + " '" + java + "' -XX:-UsePerfData -jar '" + jar + "' certs " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path certs() {
        return folder.resolve("certs");
    }

    /// The files of the set that are there under their final names.
    private List<Path> named() throws IOException {
        try (Stream<Path> files = Files.list(certs())) {
            return files.filter(file ->
                            file.toString().endsWith(".key") || file.toString().endsWith(".crt"))
                    .sorted()
                    .toList();
        }
    }
}
