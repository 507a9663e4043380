package io.micropay.client;

import io.micropay.crypto.CmsEnvelopes;
import io.micropay.crypto.CmsVerifier;
import io.micropay.net.LineChannel;
import io.micropay.settlement.Reconciliation;
import io.micropay.settlement.SettlementFile;
import io.micropay.settlement.SettlementReader;
import io.micropay.settlement.SettlementReport;
import io.micropay.testing.TestCertificates;
import io.micropay.wire.Block;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server with the ledger's certificates that takes the end of a day in, and says of it what the test wants.
final class SettlingServer implements AutoCloseable {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private final List<Integer> taken = new CopyOnWriteArrayList<>();
    private final ScriptedServer server;
    private volatile Office office;

    /// Answers what has come in.
    interface Office {
        Told tell(SettlementReport truth) throws Exception;
    }

    /// A line, and the block behind it, which may be empty.
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and changed by nobody
    record Told(String line, byte[] report) {}

    private SettlingServer(Office office) throws IOException {
        this.office = office;
        this.server = ScriptedServer.start(this::play);
    }

    static SettlingServer start(Office office) throws IOException {
        return new SettlingServer(office);
    }

    /// Says this from now on.
    void says(Office other) {
        office = other;
    }

    /// The lengths of what has come in.
    List<Integer> taken() {
        return taken;
    }

    ServerAddress address() {
        return server.address();
    }

    private void play(LineChannel channel) throws Exception {
        channel.write("Connection accepted!\nHandler assigned!");
        for (String line = channel.readLine(); line != null; line = channel.readLine()) {
            String[] fields = line.split("#", -1);
            switch (fields[0]) {
                case "HELLO" -> channel.write(ScriptedServer.hello(List.of(), Optional.of(CERTIFICATES.settlement())));
                case "LOGIN" -> channel.write("0\n1\n" + fields[1] + "#127.0.0.1#" + fields[2]);
                case "SETTLE" -> settle(channel, Integer.parseInt(fields[2]));
                default -> channel.write("Bye");
            }
        }
    }

    private void settle(LineChannel channel, int length) throws Exception {
        channel.write("SEND");
        byte[] sealed = channel.readBlock(length);
        taken.add(sealed.length);
        byte[] csv = new CmsVerifier(CERTIFICATES.ca())
                .verify(CmsEnvelopes.open(sealed, CERTIFICATES.settlement()))
                .content();
        Told told =
                office.tell(allMatched(SettlementReader.read(csv), Block.of(csv).sha256()));
        channel.write(told.line());
        if (told.report().length > 0) {
            channel.writeBlock(told.report());
        }
    }

    private static SettlementReport allMatched(SettlementFile file, String hash) {
        return new SettlementReport(file.header(), hash, Reconciliation.of(file.rows(), file.rows()));
    }

    @Override
    public void close() {
        server.close();
    }
}
