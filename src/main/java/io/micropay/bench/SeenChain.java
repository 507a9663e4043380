package io.micropay.bench;

import io.micropay.payment.Receipt;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/// The ledger's chain as far as a bench's own proofs show it: no place in it is taken twice, and each record is linked
/// to the one before it where both were seen.
final class SeenChain {

    /// The first 64 bits of each hash tell links apart that are not made to deceive.
    private static final int DIGITS = 16;

    private static final int RADIX = 16;

    private final Queue<Link> round = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Optional<Receipt>> last = new AtomicReference<>(Optional.empty());

    private record Link(long seq, long previous, long chain) {}

    /// Adds a verified proof, from any thread.
    void add(Receipt receipt) {
        round.add(new Link(receipt.seq(), bits(receipt.previousHash()), bits(receipt.chainHash())));
        last.updateAndGet(
                before -> before.filter(other -> other.seq() > receipt.seq()).or(() -> Optional.of(receipt)));
    }

    /// The proof with the greatest number of all that were ever added.
    Optional<Receipt> last() {
        return last.get();
    }

    private static long bits(String hash) {
        return Long.parseUnsignedLong(hash, 0, DIGITS, RADIX);
    }

    /// What is wrong among the proofs since the last time; forgets them.
    Optional<String> problem() {
        Link[] links = round.toArray(new Link[0]);
        round.clear();
        Arrays.parallelSort(links, Comparator.comparingLong(Link::seq));
        return repeated(links).or(() -> broken(links));
    }

    private static Optional<String> repeated(Link[] links) {
        for (int i = 1; i < links.length; i++) {
            if (links[i].seq() == links[i - 1].seq()) {
                return Optional.of("two payments have the number " + links[i].seq() + " in the ledger");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> broken(Link[] links) {
        for (int i = 1; i < links.length; i++) {
            Link before = links[i - 1];
            if (links[i].seq() == before.seq() + 1 && links[i].previous() != before.chain()) {
                return Optional.of("the chain is broken between " + before.seq() + " and " + links[i].seq());
            }
        }
        return Optional.empty();
    }
}
