package io.micropay.client;

import io.micropay.crypto.Identity;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentId;
import io.micropay.ntp.ClockCheck;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestServer;
import io.micropay.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Somebody with a wallet, connected to a test's server.
final class Person implements AutoCloseable {

    private final AccountName name;
    private final RecordedNotices notices;
    private final Path folder;
    private final Wallet wallet;
    private final WalletSession session;
    private int port;

    private Person(int port, String name, Identity identity, ClockCheck clock, Path home, Waits waits)
            throws ConnectionException {
        this(port, name, identity, clock, home, waits, new RecordedNotices(true));
    }

    private Person(
            int port, String name, Identity identity, ClockCheck clock, Path home, Waits waits, RecordedNotices notices)
            throws ConnectionException {
        this.notices = notices;
        this.name = name(name);
        this.folder = home.resolve(name);
        this.wallet = new Wallet(identity, new WalletFolder(folder)).minding(clock);
        this.session = WalletSession.open(new ServerAddress("127.0.0.1", port), wallet, notices, waits);
    }

    /// Connects with the certificate of this name.
    static Person connect(TestServer server, String name, Path home) throws ConnectionException {
        return connect(server, server.port(), name, home, Waits.STANDARD);
    }

    /// The same, by way of another port.
    static Person connect(TestServer server, int port, String name, Path home, Waits waits) throws ConnectionException {
        return new Person(port, name, server.certificates().account(name), ClockCheck.NONE, home, waits);
    }

    /// Connects as a script does, which reads nothing but results.
    static Person script(TestServer server, String name, Path home) throws ConnectionException {
        Identity identity = server.certificates().account(name);
        var unheard = new RecordedNotices(false);
        return new Person(server.port(), name, identity, ClockCheck.NONE, home, Waits.STANDARD, unheard);
    }

    /// Connects, registers, and logs in without listening; the wallet has somebody to tell it of its clock.
    static Person minding(
            TestServer server, String name, String deposit, ClockCheck clock, AcceptancePolicy policy, Path home)
            throws ConnectionException, IOException {
        Person person =
                new Person(server.port(), name, server.certificates().account(name), clock, home, Waits.STANDARD);
        person.session.register(person.name, amount(deposit));
        person.logIn(0, policy);
        return person;
    }

    /// Connects, registers, and logs in without listening.
    static Person of(TestServer server, String name, String deposit, Path home)
            throws ConnectionException, IOException {
        Person person = connect(server, name, home);
        person.session.register(person.name, amount(deposit));
        person.logIn(0, new AcceptancePolicy.None("not listening"));
        return person;
    }

    /// Connects, registers, and logs in listening on a free port.
    static Person listening(TestServer server, String name, AcceptancePolicy policy, Path home)
            throws ConnectionException, IOException {
        return listening(server, name, "0", policy, home);
    }

    /// The same, with a deposit.
    static Person listening(TestServer server, String name, String deposit, AcceptancePolicy policy, Path home)
            throws ConnectionException, IOException {
        Person person = connect(server, name, home);
        person.session.register(person.name, amount(deposit));
        person.port = FreePort.next();
        person.logIn(person.port, policy);
        return person;
    }

    Response logIn(int port, AcceptancePolicy policy) throws ConnectionException, IOException {
        return session.logIn(name, port, false, policy);
    }

    PaymentResult pay(String payee, String amount) throws ConnectionException {
        return session.pay(new PaymentIntent(name(payee), amount(amount), Memo.EMPTY, false));
    }

    PaymentResult pay(PaymentIntent intent) throws ConnectionException {
        return session.pay(intent);
    }

    /// Pays although an order for the same is open.
    PaymentResult payAnyway(String payee, String amount) throws ConnectionException {
        return session.pay(new PaymentIntent(name(payee), amount(amount), Memo.EMPTY, true));
    }

    /// Signs an order and writes it down, as a wallet does that ends before it has heard of it again.
    SignedOrder leavesOpen(String payee, String amount) throws IOException {
        return leavesOpen(payee, amount, Memo.EMPTY);
    }

    SignedOrder leavesOpen(String payee, String amount, Memo memo) throws IOException {
        SignedOrder signed = signs(payee, amount, memo);
        wallet.journal().begin(signed).close();
        return signed;
    }

    /// The same for a payment whose id was chosen.
    ///
    /// @param ago how long it is since it was signed
    SignedOrder leavesOpen(PaymentIntent intent, Duration ago) throws IOException {
        long now = session.ledger().now() - ago.toMillis();
        SignedOrder signed =
                wallet.order(name, intent.amount(), intent.payee(), intent.id().orElseThrow(), intent.memo(), now);
        wallet.journal().begin(signed).close();
        return signed;
    }

    /// Signs an order and does nothing with it.
    SignedOrder signs(String payee, String amount, Memo memo) {
        return wallet.order(
                name,
                amount(amount),
                name(payee),
                PaymentId.next(),
                memo,
                session.ledger().now());
    }

    /// Where this person listens.
    int port() {
        return port;
    }

    Wallet wallet() {
        return wallet;
    }

    WalletSession session() {
        return session;
    }

    List<String> notices() {
        return notices.lines();
    }

    Amount balance() throws ConnectionException {
        return ((Response.StatusBlock) session.list()).balance();
    }

    /// The files that the wallet keeps in one of its folders.
    List<Path> kept(String kind) {
        if (!Files.isDirectory(folder.resolve(kind))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(kind))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }

    static AccountName name(String text) {
        return AccountName.parse(text).orElseThrow();
    }

    static Amount amount(String text) {
        return Amount.parse(text).orElseThrow();
    }
}
