import java.util.List;

/// What `bench/run.sh` measures under one name, and how people call it.
record MeasuredSet(String name, String label) {

    static final List<MeasuredSet> ALL = List.of(
            new MeasuredSet("closed-1", "1 connection"),
            new MeasuredSet("closed-16", "16 connections"),
            new MeasuredSet("closed-256", "256 connections"),
            new MeasuredSet("half-256", "256 connections at half that rate, open loop"),
            new MeasuredSet("closed-256-jdk", "256 connections, the JDK’s crypto"),
            new MeasuredSet("postgresql-256", "the ledger in PostgreSQL"),
            new MeasuredSet("ec-1000-accounts", "EC keys, 1,000 accounts"),
            new MeasuredSet("ec-100000-accounts", "EC keys, 100,000 accounts, 5 million transfers"),
            new MeasuredSet("recorded", "256 connections, recorded"),
            new MeasuredSet("idle-5000", "5,000 idle connections"));
}
