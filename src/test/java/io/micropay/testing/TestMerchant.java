package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.AcceptancePolicy;
import io.micropay.client.ServerAddress;
import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.client.WalletSession;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.wire.Block;
import io.micropay.wire.Request;
import io.micropay.wire.RequestCodec;
import io.micropay.wire.Response;
import java.nio.file.Path;

/// A merchant's wallet that is logged in, and accepts every order, through the server.
public final class TestMerchant implements AutoCloseable {

    private final TestServer server;
    private final String name;
    private final Path home;
    private final WalletSession session;

    private TestMerchant(TestServer server, String name, Path home) throws Exception {
        this.server = server;
        this.name = name;
        this.home = home;
        Wallet wallet = new Wallet(server.certificates().account(name), new WalletFolder(home.resolve(name)));
        this.session = WalletSession.open(new ServerAddress("127.0.0.1", server.port()), wallet, new SilentNotices());
    }

    /// Opens an account and a shop.
    public static TestMerchant open(TestServer server, String name, String menu, Path home) throws Exception {
        TestMerchant merchant = new TestMerchant(server, name, home);
        AccountName account = AccountName.parse(name).orElseThrow();
        assertThat(merchant.session.register(account, Amount.ZERO)).isEqualTo(new Response.Ok());
        merchant.logIn(new AcceptancePolicy.All());
        merchant.publish(menu);
        return merchant;
    }

    private void logIn(AcceptancePolicy policy) throws Exception {
        AccountName account = AccountName.parse(name).orElseThrow();
        assertThat(session.logIn(account, 0, true, policy)).isInstanceOf(Response.StatusBlock.class);
    }

    public void publish(String menu) throws Exception {
        byte[] signed = new TestMenus(server.certificates()).signed(name, menu.getBytes(UTF_8));
        assertThat(session.upload(new Request.Publish(Block.of(signed)), signed).response())
                .isEqualTo(new Response.Published(TestMenus.hash(menu)));
    }

    /// The same merchant, in another session.
    public TestMerchant again() throws Exception {
        return again(new AcceptancePolicy.All());
    }

    /// The same merchant, in another session that decides otherwise.
    public TestMerchant again(AcceptancePolicy policy) throws Exception {
        TestMerchant merchant = new TestMerchant(server, name, home);
        merchant.logIn(policy);
        return merchant;
    }

    /// Asks what the merchant may ask, and gets done.
    public void ask(String line) {
        try {
            assertThat(session.loggedIn().ask(RequestCodec.decode(line))).isEqualTo(new Response.Ok());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String balance() throws Exception {
        return ((Response.Balance) session.balance()).amount().toString();
    }

    @Override
    public void close() {
        session.close();
    }
}
