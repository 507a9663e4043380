package io.micropay.client.shell;

import io.micropay.client.ConnectionException;
import io.micropay.client.shop.ShopFront;
import io.micropay.client.shop.ShopWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells a merchant what keeps his shop from selling, or its sales from being checked: each time that it changes.
///
/// Another of his programs may close the shop, open it, or publish another menu, and nothing tells a till of that.
final class ShopNews {

    private final Dialogue dialogue;
    private List<String> told = List.of();

    /// @param dialogue is told
    ShopNews(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// Looks, over the connection of the day, and tells what is new. A server that does not show the shop has changed
    /// nothing.
    void look(ShopWatch shop) throws ConnectionException, IOException {
        Optional<ShopFront> front = shop.front();
        if (front.isEmpty()) {
            return;
        }
        List<String> now = obstacles(shop, front.get());
        now.stream().filter(obstacle -> !told.contains(obstacle)).forEach(dialogue::tell);
        if (canOrder(now) && !canOrder(told)) {
            dialogue.tell(ShopkeeperSentences.OPEN_NOW);
        }
        told = now;
    }

    private static boolean canOrder(List<String> obstacles) {
        return !obstacles.contains(ShopkeeperSentences.NOTHING_TO_SELL)
                && !obstacles.contains(ShopkeeperSentences.CLOSED);
    }

    private static List<String> obstacles(ShopWatch shop, ShopFront front) throws IOException {
        return switch (front) {
            case ShopFront.Empty empty -> List.of(ShopkeeperSentences.NOTHING_TO_SELL);
            case ShopFront.Furnished furnished -> obstacles(shop, furnished);
        };
    }

    private static List<String> obstacles(ShopWatch shop, ShopFront.Furnished front) throws IOException {
        List<String> obstacles = new ArrayList<>();
        if (!shop.hasSigned(front.menuHash())) {
            obstacles.add(ShopkeeperSentences.menuOfAnother(front.menuHash()));
        }
        if (front.closed()) {
            obstacles.add(ShopkeeperSentences.CLOSED);
        }
        return obstacles;
    }
}
