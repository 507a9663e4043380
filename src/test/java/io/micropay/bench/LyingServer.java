package io.micropay.bench;

import io.micropay.client.KnownLedger;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.CryptoException;
import io.micropay.crypto.Identity;
import io.micropay.crypto.VerificationKey;
import io.micropay.ledger.PostedTransfer;
import io.micropay.money.Amount;
import io.micropay.money.PaymentId;
import io.micropay.money.Timestamp;
import io.micropay.net.Deadlines;
import io.micropay.net.LineChannel;
import io.micropay.net.TlsConnection;
import io.micropay.net.TlsContext;
import io.micropay.net.TlsListener;
import io.micropay.net.Watchdog;
import io.micropay.net.WireException;
import io.micropay.payment.ReceiptIssuer;
import io.micropay.testing.TestCertificates;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import io.micropay.wire.ResponseCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A server that keeps its ledger in memory, verifies nothing, and tells one lie.
final class LyingServer implements AutoCloseable {

    private static final Watchdog WATCHDOG = Watchdog.start(Deadlines.standard());

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    private static final Response BUSY = new Response.TransFailed("BUSY", "the server is at its limit");

    /// The payment that the lie is about.
    private static final int VICTIM = 20;

    private final Lie lie;
    private final TlsListener listener;
    private final ReceiptIssuer receipts =
            new ReceiptIssuer(CERTIFICATES.ledgerId(), CERTIFICATES.ledger().signingKey());
    private final Map<String, Account> byKey = new HashMap<>();
    private final Map<String, Account> byName = new HashMap<>();
    private final Map<PaymentId, String> proofs = new HashMap<>();
    private String chainHash = "0".repeat(64);
    private long seq;
    private Optional<PaymentId> victim = Optional.empty();
    private boolean wasBusy;

    private static final class Account {
        private final String keyHash;
        private long micros;

        Account(String keyHash, long micros) {
            this.keyHash = keyHash;
            this.micros = micros;
        }
    }

    private LyingServer(Lie lie) throws IOException {
        this.lie = lie;
        this.listener = TlsListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                64,
                TlsContext.server(CERTIFICATES.server(), CERTIFICATES.ca()),
                WATCHDOG,
                this::serve);
    }

    static LyingServer start(Lie lie) throws IOException {
        return new LyingServer(lie);
    }

    /// What a bench needs to know of it.
    Target target() {
        Identity ledger = CERTIFICATES.ledger();
        KnownLedger known = new KnownLedger(
                CERTIFICATES.ledgerId(),
                "USD",
                List.of(),
                ledger.certificate(),
                Optional.empty(),
                System.currentTimeMillis(),
                System.nanoTime());
        return new Target(
                new ServerAddress("127.0.0.1", listener.address().getPort()),
                known,
                CERTIFICATES.authority(),
                new Amount(1_000 * Amount.MICROS_PER_UNIT),
                Optional.empty());
    }

    private void serve(TlsConnection connection) throws IOException {
        LineChannel channel = connection.channel();
        channel.write("Connection accepted!\nHandler assigned!");
        try {
            String key = VerificationKey.of(connection.peer().orElseThrow().getPublicKey())
                    .fingerprint()
                    .hex();
            for (String line = channel.readLine(); line != null; line = channel.readLine()) {
                Optional<Response> answer = answer(key, RequestCodec.decode(line));
                if (answer.isEmpty()) {
                    channel.abort();
                    return;
                }
                channel.write(ResponseCodec.encode(answer.get()));
            }
        } catch (WireException | CryptoException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized Optional<Response> answer(String key, Request request) {
        return switch (request) {
            case Request.Register register -> {
                Account account = new Account(key, register.deposit().micros());
                byKey.put(key, account);
                byName.put(register.name().key(), account);
                yield Optional.of(new Response.Ok());
            }
            case Request.Login login -> Optional.of(nobodyElse(account(byKey, key)));
            case Request.ListOnline list -> Optional.of(nobodyElse(account(byKey, key)));
            case Request.Balance balance -> Optional.of(new Response.Balance(balance(account(byKey, key))));
            case Request.Trans trans -> pay(trans);
            case Request.Status status -> Optional.of(status(status));
            default -> Optional.of(new Response.FormatError("not here"));
        };
    }

    private static Account account(Map<String, Account> accounts, String key) {
        return Objects.requireNonNull(accounts.get(key));
    }

    private Amount balance(Account account) {
        boolean wrong =
                lie == Lie.WRONG_BALANCE && account == byKey.values().iterator().next();
        return new Amount(account.micros - (wrong ? 1 : 0));
    }

    private static Response nobodyElse(Account account) {
        return new Response.StatusBlock(new Amount(account.micros), List.of());
    }

    private Response status(Request.Status status) {
        boolean about = victim.equals(Optional.of(status.id()));
        if (about && lie == Lie.LOST_PAYMENT) {
            return new Response.NeverSeen();
        }
        if (about && lie == Lie.BUSY_WHEN_ASKED && !wasBusy) {
            wasBusy = true;
            return BUSY;
        }
        String proof = Objects.requireNonNull(proofs.get(status.id()));
        return new Response.Committed(about && lie == Lie.CHANGED_PROOF ? proof.replace("#", "##") : proof);
    }

    private Optional<Response> pay(Request.Trans trans) {
        Account payer = account(byName, trans.order().payer().key());
        Account payee = account(byName, trans.order().payee().key());
        payer.micros -= trans.order().amount().micros();
        payee.micros += trans.order().amount().micros();
        boolean chosen = proofs.size() == VICTIM;
        seq += chosen && lie == Lie.SAME_NUMBER ? 0 : 1;
        String record = seq + "#" + trans.order() + "#" + Timestamp.ofEpochMillis(System.currentTimeMillis()) + "#"
                + payer.keyHash + "#" + payee.keyHash + "#" + trans.payerSignature() + "#" + trans.payeeSignature();
        String previous = chainHash;
        chainHash = link(previous, record);
        String written = chosen && lie == Lie.FALSE_PROOF ? previous : chainHash;
        String proof = receipts.proof(new PostedTransfer(seq, record, previous, written));
        proofs.put(trans.order().id(), proof);
        if (chosen) {
            victim = Optional.of(trans.order().id());
            if (lie == Lie.SILENT_ALTHOUGH_PAID) {
                return Optional.empty();
            }
            if (lie == Lie.BUSY_ALTHOUGH_PAID) {
                return Optional.of(BUSY);
            }
        }
        return Optional.of(new Response.TransOk(proof));
    }

    private static String link(String previous, String record) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(previous));
            return HexFormat.of().formatHex(sha256.digest(record.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
