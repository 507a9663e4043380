package io.micropay.bench;

import io.micropay.bench.BenchException.Trouble;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.KeyKind;
import io.micropay.crypto.SigningKey;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UTFDataFormatException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The keys of a bench's accounts on disk, for the next run: one file that only its owner can read.
///
/// ```
/// title, ledger, kind of key, prefix of the names     texts of DataOutput
/// registered                                          int: how many of the first accounts the server knows
/// length, key                                         short, PKCS#8; one for each account
/// ```
final class AccountFile {

    private static final String TITLE = "micropay bench accounts 1";
    private static final int HEADER_BYTES_MAX = 1_000;

    private final Path path;
    private final String prefix;
    private final int headerBytes;

    private AccountFile(Path path, String prefix, int headerBytes) {
        this.path = path;
        this.prefix = prefix;
        this.headerBytes = headerBytes;
    }

    /// Opens the file of one kind of key in a folder, and makes it if it is missing.
    ///
    /// @param newPrefix what the names begin with when it is made
    static AccountFile open(Path folder, Fingerprint ledger, KeyKind kind, String newPrefix)
            throws IOException, BenchException {
        Path path = folder.resolve("accounts-" + kind.commandName());
        if (!Files.exists(path)) {
            create(path, header(ledger, kind, newPrefix));
        }
        try (DataInputStream in = read(path)) {
            boolean known = in.readUTF().equals(TITLE);
            if (!known || !in.readUTF().equals(ledger.hex()) || !in.readUTF().equals(kind.commandName())) {
                throw notUsable(
                        path, known ? "holds accounts of another ledger" : "is no file of the bench's accounts");
            }
            String prefix = in.readUTF();
            return new AccountFile(path, prefix, header(ledger, kind, prefix).length);
        } catch (EOFException | UTFDataFormatException notOurs) {
            throw notUsable(path, "is no file of the bench's accounts");
        }
    }

    private static BenchException notUsable(Path path, String why) {
        return new BenchException(
                Trouble.SETTINGS, path + " " + why, "use another folder with --dir, or move that file away");
    }

    private static byte[] header(Fingerprint ledger, KeyKind kind, String prefix) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER_BYTES_MAX);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(TITLE);
        out.writeUTF(ledger.hex());
        out.writeUTF(kind.commandName());
        out.writeUTF(prefix);
        return bytes.toByteArray();
    }

    private static void create(Path path, byte[] header) throws IOException {
        boolean modes = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownersOnly = modes
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly))) {
            out.write(header);
            out.write(new byte[Integer.BYTES]);
        }
    }

    private static DataInputStream read(Path path) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
    }

    /// What the accounts' names begin with.
    String prefix() {
        return prefix;
    }

    /// How many of the first accounts the server knows.
    int registered() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(headerBytes);
            return file.readInt();
        }
    }

    /// Remembers how many of the first accounts the server knows.
    void setRegistered(int count) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(headerBytes);
            file.writeInt(count);
        }
    }

    /// The first keys, at most `count`, still encoded.
    List<byte[]> keys(int count) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        try (DataInputStream in = read(path)) {
            in.skipNBytes(headerBytes + Integer.BYTES);
            while (keys.size() < count && in.available() > 0) {
                byte[] key = new byte[in.readUnsignedShort()];
                in.readFully(key);
                keys.add(key);
            }
        }
        return keys;
    }

    /// Adds keys after those that are there.
    void append(List<SigningKey> keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (SigningKey key : keys) {
            byte[] encoded = key.encoded();
            out.writeShort(encoded.length);
            out.write(encoded);
        }
        Files.write(path, bytes.toByteArray(), StandardOpenOption.APPEND);
    }

    /// Decodes a key of the file.
    static SigningKey decode(byte[] key) {
        try {
            return SigningKey.decode(key);
        } catch (CryptoException damaged) {
            throw new IllegalStateException("a key of the bench's own is damaged", damaged);
        }
    }
}
