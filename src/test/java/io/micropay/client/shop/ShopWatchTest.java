package io.micropay.client.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.client.Wallet;
import io.micropay.client.WalletFolder;
import io.micropay.money.AccountName;
import io.micropay.money.Sku;
import io.micropay.shop.Menu;
import io.micropay.shop.MenuItem;
import io.micropay.testing.TestCertificates;
import io.micropay.testing.TestMenus;
import io.micropay.wire.Request;
import io.micropay.wire.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A look at the shelves of a shop with as many items as there can be, of which those asked for are sold out.
class ShopWatchTest {

    private static final AccountName MEL = AccountName.parse("Mel").orElseThrow();
    private static final int PER_PAGE = 16;
    private static final String CSV = TestMenus.HEADER
            + IntStream.range(0, Menu.ITEMS_MAX)
                    .mapToObj(place -> "s" + place + ",,Title,1," + (place % 2 == 0 ? 0 : 1) + "\n")
                    .collect(Collectors.joining());

    @TempDir
    private Path home;

    private final Menu menu = TestMenus.read(CSV.getBytes(UTF_8));
    private final List<Integer> asked = new ArrayList<>();
    private int busy;
    private boolean busyAtTheDoor;
    private Optional<Response> always = Optional.empty();
    private Wallet wallet;

    @BeforeEach
    void menuIsSigned() throws Exception {
        wallet = new Wallet(TestCertificates.shared().account("Mel"), new WalletFolder(home.resolve("Mel")));
        wallet.shop()
                .keepMenu(menu.hash(), new TestMenus(TestCertificates.shared()).signed("Mel", CSV.getBytes(UTF_8)));
    }

    /// A server that shows the menu, and is busy a few times before.
    private Response answer(Request request) {
        if (always.isPresent()) {
            return always.get();
        }
        if (busy-- > 0) {
            return new Response.TransFailed("BUSY", "");
        }
        if (!(request instanceof Request.Browse browse)) {
            return busyAtTheDoor
                    ? new Response.TransFailed("BUSY", "")
                    : new Response.ShopFailed("NO_ITEM", Optional.empty());
        }
        asked.add(browse.page());
        return new Response.MenuPage(
                browse.page(),
                (menu.items().size() + PER_PAGE - 1) / PER_PAGE,
                menu.hash(),
                menu.items().stream()
                        .skip((browse.page() - 1L) * PER_PAGE)
                        .limit(PER_PAGE)
                        .map(item -> new Response.MenuItem(
                                item.sku(), item.category(), item.title(), item.price(), item.stock()))
                        .toList());
    }

    private ShopWatch watch() {
        return new ShopWatch(this::answer, new OwnMenus(wallet), MEL);
    }

    private List<String> soldOut(String... sold) throws Exception {
        Set<Sku> skus =
                Arrays.stream(sold).map(sku -> Sku.parse(sku).orElseThrow()).collect(Collectors.toSet());
        return watch().soldOut(skus).stream().map(MenuItem::sku).map(Sku::text).toList();
    }

    @Test
    void onlyWhatWasSoldAndIsGoneIsTold() throws Exception {
        assertThat(soldOut("s0", "s1", "s14")).containsExactly("s0", "s14");
        assertThat(asked).containsExactly(1);
    }

    @Test
    void onlyThePagesOnWhichItStandsAreRead() throws Exception {
        assertThat(soldOut("s9998", "s9999", "s16", "s31")).containsExactly("s16", "s9998");
        assertThat(asked).containsExactly(1, 2, 625);
    }

    @Test
    void lookHasAnEnd() throws Exception {
        assertThat(soldOut("s100", "s200", "s300", "s400", "s500", "s600")).hasSize(4);
        assertThat(asked).hasSize(5);
    }

    @Test
    void menuOfAnotherWalletIsReadNoFurtherThanItsFirstPage() throws Exception {
        wallet = new Wallet(TestCertificates.shared().account("Mel"), new WalletFolder(home.resolve("another")));

        assertThat(soldOut("s2", "s200")).containsExactly("s2");
        assertThat(asked).containsExactly(1);
    }

    @Test
    void busyServerIsAskedAgain() throws Exception {
        busy = 1;
        assertThat(soldOut("s2")).containsExactly("s2");
    }

    /// Each look would be another order, so it is not asked for ever; and what it does not say is not made up.
    @Test
    void serverThatStaysBusyShowsNothing() throws Exception {
        busy = 5;
        assertThat(watch().front()).isEmpty();
        assertThat(busy).isZero();
    }

    @Test
    void serverThatIsTooBusyToSayWhetherTheDoorIsOpenShowsNothing() throws Exception {
        busyAtTheDoor = true;
        assertThat(watch().front()).isEmpty();
        assertThat(asked).containsExactly(1);
    }

    @Test
    void onlyAServerThatSaysSoHasNoShop() throws Exception {
        always = Optional.of(new Response.ShopFailed("NO_SHOP", Optional.empty()));
        assertThat(watch().front()).contains(new ShopFront.Empty());
        always = Optional.of(new Response.AuthenticationFailed("not logged in"));
        assertThat(watch().front()).isEmpty();
    }
}
