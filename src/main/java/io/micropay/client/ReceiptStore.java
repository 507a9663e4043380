package io.micropay.client;

import io.micropay.crypto.Fingerprint;
import io.micropay.payment.Receipt;
import io.micropay.payment.ReceiptFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The receipts of a wallet, each a JSON file that anybody can verify offline. None ever replaces another.
public final class ReceiptStore {

    private final Path folder;

    ReceiptStore(Path folder) {
        this.folder = folder;
    }

    /// Keeps a receipt, durably. The payment is made all the same when that fails.
    Keeping keep(Fingerprint ledger, VerifiedReceipt verified) {
        Receipt receipt = verified.receipt();
        String name = receipt.id() + "-" + receipt.payer() + ".json";
        Path file = folder.resolve(name);
        try {
            PrivateFiles.createFolder(folder);
            if (holds(file, receipt)) {
                return new Keeping.Kept(file, false);
            }
            PrivateFiles.create(
                    folder,
                    name,
                    ReceiptFile.of(ledger, receipt, verified.keys()).toJson());
            return new Keeping.Kept(file, true);
        } catch (FileAlreadyExistsException taken) {
            return new Keeping.NotKept(file + " holds another receipt");
        } catch (IOException failure) {
            return new Keeping.NotKept(ConnectionTroubles.detail(failure));
        }
    }

    /// A proof is the same bytes whenever it is asked for; the certificate beside it may have been renewed.
    private static boolean holds(Path file, Receipt receipt) throws IOException {
        return Files.exists(file)
                && ReceiptFile.parse(Files.readString(file))
                        .flatMap(ReceiptFile::receipt)
                        .map(Receipt::proof)
                        .filter(receipt.proof()::equals)
                        .isPresent();
    }
}
