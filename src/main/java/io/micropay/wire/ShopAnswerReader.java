package io.micropay.wire;

import static io.micropay.wire.ResponseCodec.COMMITTED;

import io.micropay.wire.Response.MenuItem;
import io.micropay.wire.Response.ShopEntry;
import io.micropay.wire.Response.Shortage;
import io.micropay.wire.ResponseReader.LineSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what [ShopAnswers] wrote, each from the fields of its first line.
final class ShopAnswerReader {

    /// The reasons that tell of an item. Behind others there may be what a later version adds.
    private static final Set<String> ABOUT_AN_ITEM = Set.of("NO_ITEM", "SOLD_OUT");

    private ShopAnswerReader() {}

    static Response failed(List<String> fields) throws FormatException {
        String reason = Fields.text(ResponseReader.field(fields, 1));
        if (!ABOUT_AN_ITEM.contains(reason)) {
            return new Response.ShopFailed(reason, Optional.empty());
        }
        ResponseReader.field(fields, 3);
        return new Response.ShopFailed(
                reason, Optional.of(new Shortage(Fields.sku(fields.get(2)), Fields.stock(fields.get(3)))));
    }

    static <E extends Exception> Response shops(List<String> fields, LineSource<E> lines) throws E, FormatException {
        int count = ResponseReader.count(ResponseReader.field(fields, 3));
        List<ShopEntry> shops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> shop = ResponseReader.nextFields(lines, 3);
            shops.add(new ShopEntry(Fields.name(shop.get(0)), Fields.memo(shop.get(1)), Fields.count(shop.get(2))));
        }
        return new Response.Shops(Fields.page(fields.get(1)), Fields.count(fields.get(2)), shops);
    }

    static <E extends Exception> Response menuPage(List<String> fields, LineSource<E> lines) throws E, FormatException {
        int count = ResponseReader.count(ResponseReader.field(fields, 4));
        List<MenuItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> item = ResponseReader.nextFields(lines, 5);
            items.add(new MenuItem(
                    Fields.sku(item.get(0)),
                    Fields.memo(item.get(1)),
                    Fields.memo(item.get(2)),
                    Fields.price(item.get(3)),
                    Fields.stock(item.get(4))));
        }
        return new Response.MenuPage(
                Fields.page(fields.get(1)), Fields.count(fields.get(2)), Fields.sha256(fields.get(3)), items);
    }

    static Response quote(List<String> fields) throws FormatException {
        ResponseReader.field(fields, 5);
        return new Response.Quote(
                Fields.orderId(fields.get(1)),
                Fields.amount(fields.get(2)),
                Fields.timestamp(fields.get(3)),
                Fields.sha256(fields.get(4)),
                Fields.sha256(fields.get(5)));
    }

    static <E extends Exception> Response receipt(List<String> fields, LineSource<E> lines) throws E, FormatException {
        ResponseReader.field(fields, 3);
        List<String> committed = ResponseReader.nextFields(lines, 1);
        if (!committed.getFirst().equals(COMMITTED)) {
            throw new FormatException("an unexpected line in a receipt");
        }
        return new Response.Receipt(
                Fields.orderId(fields.get(1)),
                Fields.sha256(fields.get(2)),
                Fields.pricedBasket(fields.get(3)),
                ResponseReader.proof(committed));
    }

    static Response settled(List<String> fields) throws FormatException {
        ResponseReader.field(fields, 8);
        return new Response.Settled(
                Fields.date(fields.get(1)),
                Fields.count(fields.get(2)),
                Fields.count(fields.get(3)),
                Fields.count(fields.get(4)),
                Fields.count(fields.get(5)),
                Fields.sum(fields.get(6)),
                Fields.block(fields, 7));
    }
}
