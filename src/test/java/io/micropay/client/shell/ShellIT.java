package io.micropay.client.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.shell.CommandFailedException.Kind;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.testing.FreePort;
import io.micropay.testing.TestClient;
import io.micropay.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types at the prompt, as a person and as a script, against a real server.
class ShellIT {

    private static final Amount LILYS_LIMIT = Amount.parse("5").orElseThrow();

    @TempDir
    private Path home;

    private final TypedDialogue person = new TypedDialogue();
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void numbersAskForWhatTheyNeed() throws Exception {
        person.type("0", "Joanne", "2000", "1", "Joanne", "2", "4");
        shell("Joanne", 0).run();

        assertThat(person.seen()).containsSubsequence("Digital Certificate Information:", "-> Connection confirmed!");
        assertThat(fromMenu())
                .containsExactly(
                        "*** Register for new account:",
                        "-> Enter your user account name:",
                        "-> Hello Joanne, please enter your deposit amount:",
                        "Registration completed!",
                        "You're one of us now :D",
                        "*** Login to existing account:",
                        "-> Enter your user account name:",
                        "-----",
                        "Hello Joanne!",
                        "Here comes your status check! :)",
                        "",
                        "Your current account balance: 2000",
                        "# of users online: 1",
                        "",
                        "Name: Joanne",
                        "IP address: 127.0.0.1",
                        "Port number: 0",
                        "-----",
                        "-----",
                        "Hello Joanne!",
                        "Here comes your status check! :)",
                        "",
                        "Your current account balance: 2000",
                        "# of users online: 1",
                        "",
                        "Name: Joanne",
                        "IP address: 127.0.0.1",
                        "Port number: 0",
                        "-----",
                        "Sad to see you leave :(",
                        "Server confirmed your departure.",
                        "",
                        "Connection terminated.",
                        "Thank you! :) See you again soon");
    }

    @Test
    void wordsTakeTheirArgumentsAndSomeAreOptional() throws Exception {
        person.type("REG Joanne 2000", "lo joanne 0", "p Nobody 5", "li", "h", "e");
        shell("Joanne", 0).run();

        assertThat(person.seen())
                .containsSubsequence(
                        "You're one of us now :D",
                        "Hello Joanne!",
                        "You are paying Nobody $5",
                        "-> Nothing was paid: there is no such account",
                        "# of users online: 1",
                        "Thank you! :) See you again soon");
    }

    @Test
    void personGoesOnAfterWhatFails() throws Exception {
        person.type(
                "l",
                "foo",
                "register Joanne much",
                "register 1Joanne 5",
                "list",
                "pay Lily 5",
                "login Joanne",
                "register Joanne 2000",
                "register Joanne 5",
                "login Joanne 80",
                "login",
                "Joanne",
                "login joanne",
                "pay Joanne 5",
                "pay Lily 0",
                "pay Lily 5 order:x",
                "list now");
        person.endInput();
        shell("Joanne", 0).run();

        assertThat(person.seen())
                .filteredOn(line -> line.startsWith("-> ") && !line.contains("nter your user"))
                .containsExactly(
                        "-> Connection confirmed!",
                        "-> \"l\" could be LOgin or LIst",
                        "-> There is no command \"foo\"",
                        "-> \"much\" is not an amount",
                        "-> \"1Joanne\" is not a name",
                        "-> Please login to access the list!",
                        "-> Nothing was paid: please login first",
                        "-> Not authenticated: unknown name, or not this key's (220 AUTH_FAIL)",
                        "-> Registration failed: the name is taken (210 FAIL)",
                        "-> \"80\" is not a port to listen on",
                        "-> Only one account can log in once!",
                        "-> Nobody can pay themselves",
                        "-> An amount of zero is no payment",
                        "-> A memo cannot start with order:, refund: or request:",
                        "-> There is too much: \"now\"");
        assertThat(person.seen()).endsWith("Thank you! :) See you again soon");
    }

    @Test
    void commandThatIsTakenBackChangesNothing() throws Exception {
        person.type("0", "Joanne", TypedDialogue.CTRL_C, "4");
        shell("Joanne", 0).run();

        assertThat(person.seen()).contains("-> Never mind.").doesNotContain("Registration completed!");
    }

    @Test
    void enterAloneIsTheWalletsName() throws Exception {
        person.type("0", "", "5", "1", "", "4");
        shell("Joanne", 0).run();

        assertThat(person.seen()).containsSubsequence("Registration completed!", "Hello Joanne!");
    }

    @Test
    void accountOfAnotherNameIsAllowedAndSaid() throws Exception {
        person.type("register Jo 5", "login Jo", "4");
        shell("Joanne", 0).run();

        assertThat(person.seen())
                .containsSubsequence("-> The account Jo will belong to the key of Joanne's certificate.", "Hello Jo!");
    }

    @Test
    void disconnectLeavesThePromptAndConnectComesBack() throws Exception {
        person.type("r Joanne 5", "disconnect", "list", "c", "connect", "c 127.0.0.1 1", "lo Joanne", "4");
        shell("Joanne", 0).run();

        assertThat(person.seen())
                .containsSubsequence(
                        "Server confirmed your departure.",
                        "Connection terminated.",
                        "-> There is no connection",
                        "-> Connection confirmed!",
                        "-> There is a connection already",
                        "-> There is a connection already",
                        "Hello Joanne!");
    }

    @Test
    void lostConnectionIsSaidAtOnce() throws Exception {
        CompletableFuture<Void> shell = CompletableFuture.runAsync(() -> runUnchecked(shell("Joanne", 0)));
        await().until(() -> person.seen().contains("-> Connection confirmed!"));
        server.server().close();
        await().until(() -> person.seen().contains("-> The server closed the connection"));
        person.type("list", "4");
        shell.join();

        assertThat(person.seen()).containsSubsequence("-> There is no connection", "Thank you! :) See you again soon");
    }

    @Test
    void otherSessionCanBeTakenOver() throws Exception {
        try (TestClient other = server.greeted("Joanne")) {
            other.send("REGISTER#Joanne#5").expect("100 OK");
            other.send("LOGIN#Joanne#0").expect("5", "1", "Joanne*");
            person.type("login Joanne 0", "login Joanne 0 takeover", "4");
            shell("Joanne", 0).run();

            other.expectGone();
        }
        assertThat(person.seen()).containsSubsequence("-> User already logged in!", "Hello Joanne!");
    }

    @Test
    void paymentIsShownOnBothSidesAsItGoes() throws Exception {
        TypedDialogue lily = new TypedDialogue();
        lily.type("register Lily 0", "login Lily");
        CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> runUnchecked(
                new Shell(settings("Lily", FreePort.next(), new AcceptancePolicy.All()), lily, new Suggestions())));
        await().until(() -> lily.seen().contains("Hello Lily!"));
        person.type("register Joanne 2000", "login Joanne", "3", "Lily", "1000", "p lily 1 tea for two", "list", "4");
        shell("Joanne", 0).run();
        lily.type("exit");
        listening.join();

        assertThat(person.seen())
                .containsSubsequence(
                        "Which of the online users do you want to pay to?",
                        "Enter his/her user account name:",
                        "How much are you paying to Lily?",
                        "You are paying Lily $1000",
                        "",
                        "Digital Certificate Information:",
                        "Certification: CN=Lily",
                        "-> Transaction message sent to the payee!",
                        "-> Response: Got it! Encrypting and sending message to server..",
                        "-> OK! Server updated our payment.",
                        "Your current account balance: 999");
        assertThat(lily.seen())
                .containsSubsequence(
                        "Certification: CN=Joanne",
                        "Transaction message:",
                        "Joanne#1000#Lily",
                        "Message sent to server..",
                        "Server response:",
                        "TRANS OK",
                        "-> Received 1000 from Joanne, your balance is 1000",
                        "-> Received 1 from Joanne (\"tea for two\"), your balance is 1001");
    }

    @Test
    void paymentThroughTheServerIsShownOnBothSides() throws Exception {
        TypedDialogue lily = new TypedDialogue();
        lily.type("register Lily 0", "login Lily");
        CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> runUnchecked(
                new Shell(settings("Lily", 0, new AcceptancePolicy.UpTo(LILYS_LIMIT)), lily, new Suggestions())));
        await().until(() -> lily.seen().contains("# of users online: 1"));
        CommandFailedException failure = catchThrowableOfType(
                CommandFailedException.class,
                () -> script("Joanne", "register Joanne 2000", "login", "pay Lily 5 tea for two", "pay Lily 6"));
        lily.type("exit");
        listening.join();

        assertThat(notes.toString(UTF_8))
                .contains("-> The payee cannot be dialled: the order goes through the server.");
        assertThat(results.toString(UTF_8)).contains("-> OK! Server updated our payment.\n-> Receipt: ");
        assertThat(failure).hasMessage("nothing was paid: the payee declined: the amount is above the payee's limit");
        assertThat(lily.seen())
                .containsSubsequence(
                        "Transaction message:",
                        "Joanne#5#Lily",
                        "-> Received 5 from Joanne (\"tea for two\"), your balance is 5",
                        "-> Declined 6 from Joanne: the amount is above the payee's limit");
    }

    @Test
    void payeeWhoCannotBeReachedAtAllIsSaidAsSuch() throws Exception {
        try (TestClient lily = server.newcomer("Lily", "0")) {
            CommandFailedException failure = catchThrowableOfType(
                    CommandFailedException.class, () -> script("Joanne", "register Joanne 5", "login", "pay Lily 1"));

            assertThat(failure)
                    .hasMessage("nothing was paid: the payee is not reachable: it listens neither at a port nor through"
                            + " the server");
            assertThat(lily.ask("BALANCE")).isEqualTo("BALANCE#0");
        }
    }

    @Test
    void scriptSaysResultsOnItsOutputAndTheRestOnItsErrorOutput() throws Exception {
        script("Joanne", "# a comment", "", "0", "Joanne", "2000", "1 Joanne", "2");

        assertThat(results.toString(UTF_8).lines().toList())
                .startsWith("Registration completed!", "You're one of us now :D", "-----", "Hello Joanne!")
                .endsWith(
                        "-----",
                        "Sad to see you leave :(",
                        "Server confirmed your departure.",
                        "",
                        "Connection terminated.",
                        "Thank you! :) See you again soon")
                .doesNotContain("*** Register for new account:");
        assertThat(notes.toString(UTF_8).lines().toList())
                .startsWith("Certifying server...", "Digital Certificate Information:")
                .endsWith("-> Connection confirmed!");
    }

    @ParameterizedTest
    @CsvSource({
        "register Joanne, USAGE, something is missing",
        "l, USAGE, '\"l\" could be LOgin or LIst'",
        "list, REFUSED, please login to access the list!",
        "login, AUTHENTICATION, 'not authenticated: unknown name, or not this key''s (220 AUTH_FAIL)'",
        "register Joanne 10001, REFUSED, 'registration failed: the deposit is above this server''s limit (210 FAIL)'",
        "connect, USAGE, there is a connection already"
    })
    void scriptEndsAtTheFirstFailure(String command, Kind kind, String message) {
        CommandFailedException failure = catchThrowableOfType(
                CommandFailedException.class, () -> script("Joanne", command, "register Joanne 5"));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessage(message);
        assertThat(results.toString(UTF_8)).doesNotContain("Registration completed!");
    }

    @Test
    void scriptThatEndsInTheMiddleOfACommandFails() {
        CommandFailedException failure =
                catchThrowableOfType(CommandFailedException.class, () -> script("Joanne", "0", "Joanne"));

        assertThat(failure.kind()).isEqualTo(Kind.USAGE);
        assertThat(failure).hasMessage("the input ended before Register was complete");
    }

    @Test
    void scriptWithoutTheMoneyFailsForThatReason() throws Exception {
        TypedDialogue lily = new TypedDialogue();
        lily.type("register Lily 0", "login Lily");
        CompletableFuture<Void> listening = CompletableFuture.runAsync(() -> runUnchecked(
                new Shell(settings("Lily", FreePort.next(), new AcceptancePolicy.All()), lily, new Suggestions())));
        await().until(() -> lily.seen().contains("Hello Lily!"));

        CommandFailedException failure = catchThrowableOfType(
                CommandFailedException.class,
                () -> script("Joanne", "register Joanne 5", "login", "pay Lily 5.01", "list"));

        assertThat(failure.kind()).isEqualTo(Kind.INSUFFICIENT_FUNDS);
        assertThat(failure).hasMessageContaining("nothing was paid").hasMessageContaining("TRANS FAIL INSUFFICIENT");
        lily.type("4");
        listening.join();
    }

    @Test
    void scriptEndsWhenItsServerIsGone() throws Exception {
        try (PipedOutputStream typing = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(typing)) {
            CompletableFuture<CommandFailedException> end = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(CommandFailedException.class, () -> script("Joanne", input)));
            await().until(() -> notes.toString(UTF_8).contains("Connection confirmed!"));
            server.server().close();

            assertThat(end.get().kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    private void script(String name, String... lines) throws CommandFailedException {
        script(name, new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)));
    }

    private void script(String name, InputStream input) throws CommandFailedException {
        try (PipedDialogue dialogue = PipedDialogue.start(
                input, new PrintStream(results, true, UTF_8), new PrintStream(notes, true, UTF_8))) {
            new Shell(settings(name, 0, new AcceptancePolicy.All()), dialogue, new Suggestions()).run();
        }
    }

    private Shell shell(String name, int port) {
        return new Shell(settings(name, port, new AcceptancePolicy.All()), person, new Suggestions());
    }

    private ShellSettings settings(String name, int port, AcceptancePolicy policy) {
        Wallet wallet = new Wallet(server.certificates().account(name), new WalletFolder(home.resolve(name)));
        return new ShellSettings(
                wallet,
                new GivenCertificate(wallet.identity().certificate(), text -> {}, Clock.systemUTC()),
                AccountName.parse(name).orElseThrow(),
                new ServerAddress("127.0.0.1", server.port()),
                port,
                policy);
    }

    /// What the person has seen since the menu.
    private List<String> fromMenu() {
        List<String> seen = person.seen();
        return seen.subList(seen.indexOf("(or type a command; help shows all of them)") + 1, seen.size());
    }

    private static void runUnchecked(Shell shell) {
        try {
            shell.run();
        } catch (CommandFailedException e) {
            throw new IllegalStateException(e);
        }
    }
}
