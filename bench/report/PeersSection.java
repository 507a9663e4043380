import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the same machine does of other things.
final class PeersSection {

    private static final List<Peer> PEERS = List.of(
            new Peer("pgbench_tpcb_per_s", "PostgreSQL: pgbench TPC-B transactions, 16 clients"),
            new Peer("fdatasync_per_s", "fdatasync, one after another"),
            new Peer("jdk_rsa2048_verify_per_s", "RSA-2048 verifications by the JDK, one core"),
            new Peer("corretto_rsa2048_verify_per_s", "RSA-2048 verifications by Corretto, one core"),
            new Peer("openssl_rsa2048_verify_per_s", "RSA-2048 verifications by openssl, one core"));

    private record Peer(String field, String label) {}

    private final Html html;
    private final BenchResult latest;

    private PeersSection(Html html, BenchResult latest) {
        this.html = html;
        this.latest = latest;
    }

    static void write(Html html, BenchResult latest) {
        new PeersSection(html, latest).peers();
    }

    private void peers() {
        Optional<Spread> own = latest.spread("closed-256", "throughput_per_s");
        if (own.isEmpty()) {
            return;
        }
        double rate = own.get().median();
        html.section(
                "Beside its peers",
                "What this machine does of other things, measured between the rounds. A payment takes two RSA"
                        + " verifications, a signature on its receipt, a TLS round trip and a durable commit; TPC-B takes"
                        + " five statements and a durable commit, and checks no signature.");
        List<Bars.Bar> bars = new ArrayList<>();
        bars.add(Bars.Bar.of("micropay: payments, 256 connections", rate, "s1", Text.number(rate) + "/s"));
        Table table = new Table("", "a second", "lowest – highest", "micropay ÷ this");
        table.row("micropay", Text.number(rate), own.get().range(), "1");
        for (Peer peer : PEERS) {
            latest.peer(peer.field()).ifPresent(spread -> {
                String ratio = Text.number(rate / spread.median());
                bars.add(Bars.Bar.of(
                        peer.label(),
                        spread.median(),
                        "s5",
                        Text.number(spread.median()) + "/s; micropay is " + ratio + " ×"));
                table.row(Text.escape(peer.label()), Text.number(spread.median()), spread.range(), ratio);
            });
        }
        html.append(new Figure("Rates of micropay and of what it is compared with", "", table)
                .html(width -> new Bars(bars, "a second").draw(width, "Rates a second")));
    }
}
