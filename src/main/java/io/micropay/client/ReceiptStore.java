package io.micropay.client;

import io.micropay.crypto.Fingerprint;
import io.micropay.files.PrivateFiles;
import io.micropay.money.PaymentId;
import io.micropay.money.PlainText;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import io.micropay.shop.Purchase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The receipts of a wallet, each a JSON file that anybody can verify offline. None ever replaces another.
public final class ReceiptStore {

    private static final String SUFFIX = ".json";

    /// Several times the longest receipt.
    private static final int BYTES_MAX = 65_536;

    private final Path folder;

    ReceiptStore(Path folder) {
        this.folder = folder;
    }

    /// Keeps a receipt, durably. The payment is made all the same when that fails.
    Keeping keep(Fingerprint ledger, VerifiedReceipt verified) {
        Receipt receipt = verified.receipt();
        String name = receipt.id() + "-" + receipt.payer() + SUFFIX;
        Path file = folder.resolve(name);
        try {
            PrivateFiles.createDurableFolder(folder);
            if (holds(file, receipt)) {
                return new Keeping.Kept(file, false);
            }
            return keepNew(
                    file,
                    receipt,
                    ReceiptFile.of(ledger, receipt, verified.keys()).toJson());
        } catch (IOException failure) {
            return new Keeping.NotKept(FileTroubles.detail(failure));
        }
    }

    private Keeping keepNew(Path file, Receipt receipt, String json) throws IOException {
        try {
            PrivateFiles.create(folder, file.getFileName().toString(), json);
            return new Keeping.Kept(file, true);
        } catch (FileAlreadyExistsException taken) {
            // Another session of this wallet may have kept the same one a moment ago.
            return holds(file, receipt)
                    ? new Keeping.Kept(file, false)
                    : new Keeping.NotKept(PlainText.shown(file.toString())
                            + " is something else, or damaged: move it away, and receipt gets it again");
        }
    }

    /// Keeps beside a receipt what it paid for. The receipt is the same, and stands in its place all the while.
    ///
    /// @throws IOException when it cannot be written, or there is no such receipt any more
    void complete(StoredReceipt stored, Purchase purchase) throws IOException {
        ReceiptFile file = read(stored.file()).orElseThrow(() -> new IOException(stored.file() + " holds no receipt"));
        String name = stored.file().getFileName().toString();
        PrivateFiles.replace(folder, name, file.with(purchase).toJson());
    }

    /// Where they are.
    public Path path() {
        return folder;
    }

    /// The receipts that were kept last, the newest first. Ids, and so the names of the files, sort by their time.
    ///
    /// @throws IOException when they cannot be read
    public List<StoredReceipt> newest(int count) throws IOException {
        List<StoredReceipt> receipts = new ArrayList<>();
        for (Path file : files(name -> true)) {
            if (receipts.size() == count) {
                break;
            }
            stored(file).ifPresent(receipts::add);
        }
        return receipts;
    }

    /// The receipts of a payment: more than one when several payers have used the same id.
    ///
    /// @throws IOException when they cannot be read
    public List<StoredReceipt> of(PaymentId id) throws IOException {
        List<StoredReceipt> receipts = new ArrayList<>();
        for (Path file : files(name -> name.startsWith(id + "-"))) {
            stored(file).ifPresent(receipts::add);
        }
        return receipts;
    }

    /// The files of the receipts of any of these payments, found in one look at all names.
    ///
    /// @throws IOException when the names cannot be read
    public List<Path> filesOf(Set<PaymentId> ids) throws IOException {
        return files(name -> id(name).filter(ids::contains).isPresent()).stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Optional<PaymentId> id(String name) {
        return PaymentId.parse(name.substring(0, Math.min(name.length(), PaymentId.LENGTH)));
    }

    /// The files of those that were kept at this moment or later; a copy may count as kept when it was made.
    ///
    /// @throws IOException when they cannot be read
    public List<Path> keptSince(Instant moment) throws IOException {
        try {
            return files(name -> true).parallelStream()
                    .filter(file -> !modifiedAt(file).isBefore(moment))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static Instant modifiedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<Path> files(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /// One file that was damaged hides no other.
    private static Optional<StoredReceipt> stored(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return read(file).flatMap(ReceiptFile::receipt).map(receipt -> new StoredReceipt(file, receipt));
    }

    /// Reads a file that should hold a receipt; empty when it holds none.
    public static Optional<ReceiptFile> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            return bytes.length > BYTES_MAX
                    ? Optional.empty()
                    : ReceiptFile.parse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /// A proof is the same bytes whenever it is asked for; the certificate beside it may have been renewed.
    private static boolean holds(Path file, Receipt receipt) throws IOException {
        return Files.isRegularFile(file)
                && read(file)
                        .flatMap(ReceiptFile::receipt)
                        .map(Receipt::proof)
                        .filter(receipt.proof()::equals)
                        .isPresent();
    }
}
