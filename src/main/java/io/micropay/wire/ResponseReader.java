package io.micropay.wire;

import static io.micropay.wire.ResponseCodec.ALREADY_LOGGED_IN;
import static io.micropay.wire.ResponseCodec.AUTHENTICATION_FAILED;
import static io.micropay.wire.ResponseCodec.BALANCE;
import static io.micropay.wire.ResponseCodec.BYE;
import static io.micropay.wire.ResponseCodec.CANCELLED;
import static io.micropay.wire.ResponseCodec.COMMITTED;
import static io.micropay.wire.ResponseCodec.DECLINED;
import static io.micropay.wire.ResponseCodec.ENROLLED;
import static io.micropay.wire.ResponseCodec.FORMAT_ERROR;
import static io.micropay.wire.ResponseCodec.HELLO;
import static io.micropay.wire.ResponseCodec.KEY;
import static io.micropay.wire.ResponseCodec.LOGIN_REQUIRED;
import static io.micropay.wire.ResponseCodec.MENU;
import static io.micropay.wire.ResponseCodec.NEVER_SEEN;
import static io.micropay.wire.ResponseCodec.OK;
import static io.micropay.wire.ResponseCodec.ONLY_ONE_LOGIN;
import static io.micropay.wire.ResponseCodec.PENDING;
import static io.micropay.wire.ResponseCodec.QUOTE;
import static io.micropay.wire.ResponseCodec.RECEIPT;
import static io.micropay.wire.ResponseCodec.REFUSED;
import static io.micropay.wire.ResponseCodec.REGISTRATION_FAILED;
import static io.micropay.wire.ResponseCodec.SEND;
import static io.micropay.wire.ResponseCodec.SETTLED;
import static io.micropay.wire.ResponseCodec.SHOPS;
import static io.micropay.wire.ResponseCodec.SHOP_FAIL;
import static io.micropay.wire.ResponseCodec.TOO_LONG;
import static io.micropay.wire.ResponseCodec.TRANS_FAIL;
import static io.micropay.wire.ResponseCodec.TRANS_OK;

import io.micropay.money.Base64Url;
import io.micropay.wire.Response.OnlineAccount;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Reads answers that [ResponseCodec] wrote.
///
/// Fields that a later version adds at the end of a line are ignored. So are lines that begin with `!`: whoever
/// listens to events takes those out first, and reads them as [ServerEvent]s.
public final class ResponseReader {

    /// The fields of a proof, which is one value to this package: twelve of the record, two hashes, a signature.
    static final int PROOF_FIELDS = 15;

    /// More entries than any answer of ours has; a server that announces more is not believed.
    private static final int ENTRIES_MAX = 1_000_000;

    private ResponseReader() {}

    /// Where the lines of an answer come from.
    ///
    /// @param <E> what taking a line may throw
    @FunctionalInterface
    public interface LineSource<E extends Exception> {
        String next() throws E;
    }

    /// Reads the whole answer to `asked`; its first line alone would not say how many follow.
    ///
    /// @throws FormatException when the lines are no answer to what was asked
    /// @throws E whatever `lines` throws
    public static <E extends Exception> Response read(Request asked, LineSource<E> lines) throws E, FormatException {
        String line = nextLine(lines);
        List<String> fields = Fields.split(line);
        return switch (fields.getFirst()) {
            case OK -> ok(asked, fields);
            case REGISTRATION_FAILED -> notDone(asked, fields);
            case AUTHENTICATION_FAILED -> new Response.AuthenticationFailed(text(fields, 1));
            case FORMAT_ERROR -> new Response.FormatError(text(fields, 1));
            case ONLY_ONE_LOGIN -> new Response.OnlyOneLogin();
            case ALREADY_LOGGED_IN -> new Response.AlreadyLoggedIn();
            case LOGIN_REQUIRED -> new Response.LoginRequired();
            case TRANS_OK -> new Response.TransOk(proof(fields));
            case TRANS_FAIL -> new Response.TransFailed(text(fields, 1), fields.size() > 2 ? text(fields, 2) : "");
            case PENDING -> new Response.Pending();
            case DECLINED -> new Response.Declined(fields.size() > 1 ? text(fields, 1) : "");
            case NEVER_SEEN -> new Response.NeverSeen();
            case COMMITTED -> new Response.Committed(proof(fields));
            case REFUSED -> new Response.Refused(text(fields, 1));
            case CANCELLED -> new Response.Cancelled();
            case TOO_LONG -> new Response.TooLong();
            case BYE -> new Response.Bye();
            case ENROLLED ->
                new Response.Enrolled(Fields.base64Url(field(fields, 1)), Fields.base64Url(field(fields, 2)));
            case HELLO -> hello(fields);
            case BALANCE -> new Response.Balance(Fields.amount(field(fields, 1)));
            case KEY -> new Response.Key(Fields.name(field(fields, 1)), Fields.base64Url(field(fields, 2)));
            case SEND -> new Response.Send();
            case SHOP_FAIL -> ShopAnswerReader.failed(fields);
            case SHOPS -> ShopAnswerReader.shops(fields, lines);
            case MENU ->
                asked instanceof Request.Browse
                        ? ShopAnswerReader.menuPage(fields, lines)
                        : new Response.MenuBlock(Fields.block(atLeast(fields, 3), 1));
            case QUOTE -> ShopAnswerReader.quote(fields);
            case RECEIPT -> ShopAnswerReader.receipt(fields, lines);
            case SETTLED -> ShopAnswerReader.settled(fields);
            default -> block(asked, fields.getFirst(), lines);
        };
    }

    /// Reads an answer that is this text: one line, or several with line feeds between them.
    ///
    /// @throws FormatException when it is no answer to what was asked, or the begin of one
    public static Response read(Request asked, String text) throws FormatException {
        Iterator<String> lines = List.of(text.split("\n", -1)).iterator();
        return read(asked, () -> {
            if (!lines.hasNext()) {
                throw new FormatException("an answer with too few lines");
            }
            return lines.next();
        });
    }

    /// What a server of a later version adds to a plain `100 OK` is ignored, and a menu's hash is not.
    private static Response ok(Request asked, List<String> fields) throws FormatException {
        return asked instanceof Request.Publish
                ? new Response.Published(Fields.sha256(field(fields, 1)))
                : new Response.Ok();
    }

    private static Response notDone(Request asked, List<String> fields) throws FormatException {
        return switch (asked) {
            case Request.Publish publish -> new Response.NotPublished(Fields.count(field(fields, 1)), text(fields, 2));
            case Request.Settle settle -> new Response.NotSettled(text(fields, 1));
            default -> new Response.RegistrationFailed(text(fields, 1));
        };
    }

    /// An answer of several lines, which no word announces.
    private static <E extends Exception> Response block(Request asked, String first, LineSource<E> lines)
            throws E, FormatException {
        return switch (asked) {
            case Request.Login login -> statusBlock(first, lines);
            case Request.ListOnline list -> statusBlock(first, lines);
            case Request.History history -> history(history, first, lines);
            default -> throw new FormatException("an unexpected answer");
        };
    }

    private static <E extends Exception> Response statusBlock(String balance, LineSource<E> lines)
            throws E, FormatException {
        int count = count(Fields.split(nextLine(lines)).getFirst());
        List<OnlineAccount> online = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> fields = Fields.split(nextLine(lines));
            online.add(new OnlineAccount(
                    Fields.name(field(fields, 0)), Fields.address(field(fields, 1)), Fields.port(field(fields, 2))));
        }
        return new Response.StatusBlock(Fields.amount(balance), online);
    }

    private static <E extends Exception> Response history(Request.History asked, String first, LineSource<E> lines)
            throws E, FormatException {
        int count = count(first);
        if (count > asked.count()) {
            throw new FormatException("a history longer than was asked for");
        }
        List<String> proofs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> fields = Fields.split(nextLine(lines));
            if (!fields.getFirst().equals(COMMITTED)) {
                throw new FormatException("an unexpected line in a history");
            }
            proofs.add(proof(fields));
        }
        return new Response.History(proofs);
    }

    private static Response hello(List<String> fields) throws FormatException {
        if (!field(fields, 1).equals("1")) {
            throw new FormatException("an unknown version of the protocol");
        }
        String features = field(fields, 5);
        return new Response.Hello(
                field(fields, 2),
                text(fields, 3),
                Fields.timestamp(field(fields, 4)),
                features.isEmpty() ? List.of() : List.of(features.split(",", -1)),
                Fields.base64Url(field(fields, 6)),
                settlementCertificate(fields));
    }

    /// Empty where the server takes no settlements; servers of old do not know the field.
    private static Optional<Base64Url> settlementCertificate(List<String> fields) throws FormatException {
        return fields.size() > 7 && !fields.get(7).isEmpty()
                ? Optional.of(Fields.base64Url(fields.get(7)))
                : Optional.empty();
    }

    static String proof(List<String> fields) throws FormatException {
        if (fields.size() <= PROOF_FIELDS) {
            throw new FormatException("a proof with too few fields");
        }
        return String.join("#", fields.subList(1, PROOF_FIELDS + 1));
    }

    static int count(String field) throws FormatException {
        long count = Fields.decimal(field, "an unexpected answer");
        if (count > ENTRIES_MAX) {
            throw new FormatException("an answer too long");
        }
        return (int) count;
    }

    static String field(List<String> fields, int index) throws FormatException {
        if (index >= fields.size()) {
            throw new FormatException("an answer with too few fields");
        }
        return fields.get(index);
    }

    private static List<String> atLeast(List<String> fields, int count) throws FormatException {
        field(fields, count - 1);
        return fields;
    }

    /// The fields of the next line, so many at least.
    static <E extends Exception> List<String> nextFields(LineSource<E> lines, int count) throws E, FormatException {
        return atLeast(Fields.split(nextLine(lines)), count);
    }

    private static String text(List<String> fields, int index) throws FormatException {
        return Fields.text(field(fields, index));
    }

    private static <E extends Exception> String nextLine(LineSource<E> lines) throws E {
        String line = lines.next();
        while (ServerEvent.isEvent(line)) {
            line = lines.next();
        }
        return line;
    }
}
