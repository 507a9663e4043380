package io.micropay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micropay.money.Amount;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The transfers of a ledger as somebody outside sees them, checked with nothing but the protocol's text.
///
/// Each is a proof without the ledger's signature: the twelve fields of the record, the previous hash, the chain hash.
public final class ProofChain {

    private static final String NO_HASH = "0".repeat(64);

    private final List<String> links;

    /// @param links from the first transfer on, in order
    public ProofChain(Collection<String> links) {
        this.links = List.copyOf(links);
    }

    /// A proof without its last field.
    public static String link(String proof) {
        return proof.substring(0, proof.lastIndexOf('#'));
    }

    public static long seq(String link) {
        return Long.parseLong(link.substring(0, link.indexOf('#')));
    }

    public List<String> links() {
        return links;
    }

    /// Those of the proofs that are not in the chain, byte for byte.
    public List<String> lacking(Collection<String> proofs) {
        return proofs.stream().filter(proof -> !holds(link(proof))).toList();
    }

    private boolean holds(String link) {
        int place = Math.toIntExact(seq(link));
        return place <= links.size() && links.get(place - 1).equals(link);
    }

    /// Numbers without gaps, each link over the one before, times that never go back, and nothing twice.
    public void check() {
        String previousHash = NO_HASH;
        String previousTime = "";
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < links.size(); i++) {
            String link = links.get(i);
            List<String> fields = List.of(link.split("#", -1));
            assertThat(fields).hasSize(14);
            assertThat(seq(link)).isEqualTo(i + 1L);
            assertThat(fields.get(7)).as("committed at").isGreaterThanOrEqualTo(previousTime);
            assertThat(ids.add(fields.get(1) + "#" + fields.get(4)))
                    .as("first with this id: %s", link)
                    .isTrue();
            assertThat(fields.get(12)).as("previous hash of %s", link).isEqualTo(previousHash);
            previousHash = hash(previousHash, String.join("#", fields.subList(0, 12)));
            assertThat(fields.get(13)).as("chain hash of %s", link).isEqualTo(previousHash);
            previousTime = fields.get(7);
        }
    }

    private static String hash(String previousHash, String record) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(HexFormat.of().parseHex(previousHash));
            return HexFormat.of().formatHex(sha256.digest(record.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What each account has after all of it, in millionths; their sum is zero.
    public Map<String, Long> balances() {
        Map<String, Long> balances = new TreeMap<>();
        for (String link : links) {
            String[] fields = link.split("#", -1);
            long micros = Amount.parse(fields[2]).orElseThrow().micros();
            balances.merge(fields[1], -micros, Long::sum);
            balances.merge(fields[3], micros, Long::sum);
        }
        return balances;
    }
}
