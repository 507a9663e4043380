package io.micropay.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.ConnectionException.Trouble;
import io.micropay.money.Amount;
import io.micropay.net.Deadlines;
import io.micropay.net.LineChannel;
import io.micropay.net.Watchdog;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestMenus;
import io.micropay.testing.TestServer;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Blocks in both directions, as the server should send and take them, and as it should not.
class ServerBlocksIT {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();
    private static final byte[] BLOCK = "line\n\nand\0no line\n!PAID#x\n".getBytes(UTF_8);
    private static final Request MENU = new Request.Menu(Person.name("Lily"));

    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();

    @Test
    void menuGoesUpAndComesBack() throws Exception {
        String csv = TestMenus.HEADER + "101,Drinks,Cortado,2.80,5\n";
        byte[] signed = new TestMenus(CERTIFICATES).signed("Lily", csv.getBytes(UTF_8));
        try (TestServer server = TestServer.start();
                ServerConnection lily = connect(new ServerAddress("127.0.0.1", server.port()))) {
            lily.ask(new Request.Register(Person.name("Lily"), Amount.ZERO));
            lily.ask(new Request.Login(Person.name("Lily"), 0, false));

            assertThat(lily.upload(publish(signed), signed).response())
                    .isEqualTo(new Response.Published(TestMenus.hash(csv)));
            BlockAnswer menu = lily.askForBlock(MENU);
            assertThat(menu.response()).isEqualTo(new Response.MenuBlock(Block.of(menu.block())));
            assertThat(menu.block().length).isGreaterThan(signed.length);
            assertThat(lily.ask(new Request.Balance())).isEqualTo(new Response.Balance(Amount.ZERO));
        }
    }

    /// The largest block does not fit any buffer on the way.
    @Test
    void largestBlockGoesBothWays() throws Exception {
        byte[] large = new byte[Block.BYTES_MAX];
        new Random(8).nextBytes(large);
        try (ScriptedServer server = greeting(channel -> {
                    channel.readLine();
                    channel.write("SEND");
                    byte[] block = channel.readBlock(large.length);
                    channel.write(settled(Block.of(block)), block);
                });
                ServerConnection lily = connect(server.address())) {
            BlockAnswer answer = lily.upload(new Request.Settle(LocalDate.parse("2026-03-01"), Block.of(large)), large);

            assertThat(answer.response()).isInstanceOf(Response.Settled.class);
            assertThat(answer.block()).isEqualTo(large);
        }
    }

    /// Line, block and the next answer in one TLS record: no byte of one is taken for another.
    @Test
    void blockStandsBetweenTwoLines() throws Exception {
        try (ScriptedServer server = greeting(channel -> {
                    channel.readLine();
                    channel.write(
                            "!LATER#event\nMENU#" + Block.of(BLOCK) + "\n" + new String(BLOCK, UTF_8) + "!LATER#event");
                    channel.readLine();
                    channel.write("BALANCE#5");
                    channel.readLine();
                });
                ServerConnection lily = connect(server.address())) {
            assertThat(lily.askForBlock(MENU).block()).isEqualTo(BLOCK);
            assertThat(lily.ask(new Request.Balance())).isEqualTo(new Response.Balance(Person.amount("5")));
        }
    }

    @Test
    void blockStaysHereWhenTheServerDoesNotWantIt() throws Exception {
        try (ScriptedServer server = greeting(channel -> {
                    channel.readLine();
                    channel.write("TRANS FAIL#BUSY#too many blocks");
                    arrived.add(String.valueOf(channel.readLine()).getBytes(UTF_8));
                    channel.write("BALANCE#5");
                    channel.readLine();
                });
                ServerConnection lily = connect(server.address())) {
            assertThat(lily.upload(publish(BLOCK), BLOCK).response())
                    .isEqualTo(new Response.TransFailed("BUSY", "too many blocks"));

            assertThat(lily.ask(new Request.Balance())).isEqualTo(new Response.Balance(Person.amount("5")));
            assertThat(arrived.poll(5, TimeUnit.SECONDS)).isEqualTo("BALANCE".getBytes(UTF_8));
        }
    }

    @Test
    void anotherBlockThanAnnouncedIsNotBelieved() throws Exception {
        byte[] other = BLOCK.clone();
        other[3] ^= 1;
        try (ScriptedServer server = answering("MENU#" + Block.of(BLOCK), other);
                ServerConnection lily = connect(server.address())) {
            assertLost("the server sent another block than it had announced", lily);
        }
    }

    @Test
    void tooLongAnAnnouncementIsNotBelieved() throws Exception {
        try (ScriptedServer server = answering("MENU#" + (Block.BYTES_MAX + 1) + "#" + "5f".repeat(32), BLOCK);
                ServerConnection lily = connect(server.address())) {
            assertLost("the server's answer is not of the protocol: a block has 1 to 8388608 bytes", lily);
        }
    }

    @Test
    void blockThatBreaksOffIsALostConnection() throws Exception {
        try (ScriptedServer server = answering("MENU#" + new Block(BLOCK.length + 1, "5f".repeat(32)), BLOCK);
                ServerConnection lily = connect(server.address())) {
            assertLost("the connection to the server is lost: the peer went away within a block", lily);
        }
    }

    @Test
    void blockThatDoesNotComeIsNotWaitedForWithoutAnEnd() throws Exception {
        try (ScriptedServer server = greeting(channel -> {
                    channel.readLine();
                    channel.write("MENU#" + new Block(BLOCK.length + 1, "5f".repeat(32)), BLOCK);
                    channel.readLine();
                });
                ServerConnection lily = connect(server.address(), blocksWithin(Duration.ofMillis(300)))) {
            assertThat(catchThrowableOfType(ConnectionException.class, () -> lily.askForBlock(MENU))
                            .trouble())
                    .isEqualTo(Trouble.LOST);
        }
    }

    /// The server goes away while a block is on its way to it.
    @Test
    void cutWhileSendingIsALostConnection() throws Exception {
        byte[] large = new byte[Block.BYTES_MAX];
        try (ScriptedServer server = greeting(channel -> {
                    channel.readLine();
                    channel.write("SEND");
                    channel.readBlock(1000);
                    channel.abort();
                });
                ServerConnection lily = connect(server.address())) {
            assertThat(catchThrowableOfType(ConnectionException.class, () -> lily.upload(publish(large), large))
                            .trouble())
                    .isEqualTo(Trouble.LOST);
            await().until(() -> !lily.isOpen());
        }
    }

    @Test
    void onlyTheAnnouncedBlockIsSent() throws Exception {
        try (ScriptedServer server = greeting(LineChannel::readLine);
                ServerConnection lily = connect(server.address())) {
            assertThatThrownBy(() -> lily.upload(publish(BLOCK), new byte[BLOCK.length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void assertLost(String why, ServerConnection connection) {
        assertThat(catchThrowableOfType(ConnectionException.class, () -> connection.askForBlock(MENU)))
                .hasMessage(why)
                .returns(Trouble.LOST, ConnectionException::trouble);
        assertThatThrownBy(() -> connection.ask(new Request.Balance())).isInstanceOf(ConnectionException.class);
    }

    private static Request.Publish publish(byte[] block) {
        return new Request.Publish(Block.of(block));
    }

    private static String settled(Block block) {
        return "SETTLED#2026-03-01#1#0#0#0#2.8#" + block;
    }

    /// Answers a question so, and closes.
    private static ScriptedServer answering(String line, byte[] block) throws Exception {
        return greeting(channel -> {
            channel.readLine();
            channel.write(line, block);
        });
    }

    private static ScriptedServer greeting(ScriptedServer.Script script) throws Exception {
        return ScriptedServer.start(channel -> {
            channel.write("Connection accepted!\nHandler assigned!");
            script.play(channel);
        });
    }

    private static Waits blocksWithin(Duration patience) {
        Deadlines standard = Deadlines.standard();
        Waits waits = Waits.STANDARD;
        return new Waits(
                waits.greeting(),
                waits.worker(),
                waits.workerInDoubt(),
                waits.answer(),
                waits.retry(),
                waits.question(),
                waits.payee(),
                waits.relay(),
                waits.event(),
                waits.keepAlive(),
                Watchdog.start(new Deadlines(
                        standard.handshake(),
                        standard.line(),
                        standard.write(),
                        Duration.ofDays(1),
                        standard.drain(),
                        standard.anonymous(),
                        patience)),
                waits.payeeLines(),
                waits.payerLines());
    }

    private static ServerConnection connect(ServerAddress address) throws ConnectionException {
        return connect(address, Waits.STANDARD);
    }

    private static ServerConnection connect(ServerAddress address, Waits waits) throws ConnectionException {
        return Dialler.of(address, CERTIFICATES.account("Lily"), waits).connect(ConnectionNotices.NONE);
    }
}
