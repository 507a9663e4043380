package io.micropay.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.testing.Drill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the packed doctor says of disks on which nothing can be kept.
@Drill
@Timeout(60)
class DoctorDiskIT {

    private static final String FULL = "mkdir data; mount -t tmpfs -o size=64k,mode=700 tmpfs data;"
            + " dd if=/dev/zero of=data/filler bs=4k 2>/dev/null || true; exec \"$@\"";

    private static final String READ_ONLY =
            "mkdir data; mount -t tmpfs -o size=64k,mode=700 tmpfs data; mount -o remount,ro data; exec \"$@\"";

    @TempDir
    private Path home;

    @Test
    void fullDiskFails() throws Exception {
        PrivateMounts.requireUsable();
        assertThat(doctor(FULL))
                .containsPattern("fail  data +nothing can be written to data: .*\\(make room")
                .containsPattern("warn  space +only 0 MB are free");
    }

    @Test
    void diskThatIsReadOnlyFails() throws Exception {
        PrivateMounts.requireUsable();
        assertThat(doctor(READ_ONLY)).containsPattern("fail  data +nothing can be written to data: .*[Rr]ead-only");
    }

    private String doctor(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PrivateMounts.running(script)));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("micropay.jar"),
                "doctor",
                "--config="));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        return output;
    }
}
