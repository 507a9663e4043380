import io.micropay.crypto.KeyKind;
import io.micropay.crypto.Signatures;
import io.micropay.crypto.SigningKey;
import io.micropay.crypto.Verifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What one core and one disk of this machine allow, as one line of JSON: RSA-2048 verifications a second by the JDK
/// and by the Corretto provider, and syncs of a file a second.
///
/// `java -cp micropay.jar bench/Limits.java FOLDER SECONDS`, where FOLDER is on the disk that is measured.
class Limits {

    /// About as long as the text of an order.
    private static final int TEXT_BYTES = 200;

    /// A page of SQLite's.
    private static final int PAGE_BYTES = 4096;

    private static final int FILE_PAGES = 1024;

    public static void main(String[] args) throws GeneralSecurityException, IOException {
        Path folder = Path.of(args[0]);
        long nanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(args[1]));
        SigningKey key = KeyKind.parse("rsa").orElseThrow().generate();
        byte[] text = new byte[TEXT_BYTES];
        byte[] signature = key.sign(text);

        Signature jdk = Signature.getInstance("SHA256withRSA", "SunRsaSign");
        jdk.initVerify(key.verificationKey().publicKey());
        double byJdk = warmPerSecond(nanos, () -> {
            jdk.update(text);
            require(jdk.verify(signature));
        });
        Optional<Double> byCorretto = Optional.empty();
        Signatures preferred = Signatures.preferred();
        if (preferred.description().contains("Corretto")) {
            Verifier verifier = preferred.verifier(key.verificationKey());
            byCorretto = Optional.of(warmPerSecond(nanos, () -> require(verifier.verify(text, signature))));
        }
        System.out.printf(
                Locale.ROOT,
                "{\"jdk_rsa2048_verify_per_s\":%.0f,\"corretto_rsa2048_verify_per_s\":%s,\"fdatasync_per_s\":%.0f}%n",
                byJdk,
                byCorretto.map(rate -> String.format(Locale.ROOT, "%.0f", rate)).orElse("null"),
                syncsPerSecond(folder, nanos));
    }

    /// Something that is done over and over.
    private interface Task {
        void run() throws GeneralSecurityException, IOException;
    }

    private static double warmPerSecond(long nanos, Task task) throws GeneralSecurityException, IOException {
        perSecond(nanos, task);
        return perSecond(nanos, task);
    }

    private static double perSecond(long nanos, Task task) throws GeneralSecurityException, IOException {
        long start = System.nanoTime();
        long count = 0;
        long elapsed;
        do {
            task.run();
            count++;
            elapsed = System.nanoTime() - start;
        } while (elapsed < nanos);
        return count * 1e9 / elapsed;
    }

    /// Syncs of a file whose length stays, each after a page was written: what a commit of a database costs at least.
    private static double syncsPerSecond(Path folder, long nanos) throws GeneralSecurityException, IOException {
        Path file = Files.createTempFile(folder, "sync", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(FILE_PAGES * PAGE_BYTES));
            channel.force(true);
            ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES);
            int[] next = {0};
            return perSecond(nanos, () -> {
                channel.write(page.clear(), (long) (next[0]++ % FILE_PAGES) * PAGE_BYTES);
                channel.force(false);
            });
        } finally {
            Files.delete(file);
        }
    }

    private static void require(boolean verified) {
        if (!verified) {
            throw new IllegalStateException("a signature that was just made does not verify");
        }
    }
}
