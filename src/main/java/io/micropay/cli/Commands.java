package io.micropay.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All commands, by their names. The class of one is loaded when it is asked for, and no other: a wallet's command is
/// started often.
final class Commands {

    /// Commands that are alike, as `--help` shows them.
    record Section(String title, List<String> names) {}

    static final List<Section> SECTIONS = List.of(
            new Section("Use a wallet", List.of("client", "listen")),
            new Section(
                    "Use it once, such as from a script",
                    List.of(
                            "register",
                            "pay",
                            "refund",
                            "request",
                            "balance",
                            "list",
                            "history",
                            "statement",
                            "payments",
                            "cancel",
                            "receipts",
                            "receipt",
                            "rules",
                            "new-id")),
            new Section("Keep a shop", List.of("shop")),
            new Section("Buy in a shop", List.of("shops", "browse", "buy", "menu")),
            new Section("Check", List.of("verify", "health", "doctor")),
            new Section("Run a service", List.of("server", "certs", "ledger", "settlement")),
            new Section("Try it out", List.of("demo", "bench")),
            new Section("Set it up", List.of("config", "completion", "man")));

    private Commands() {}

    static Stream<String> names() {
        return SECTIONS.stream().flatMap(section -> section.names().stream());
    }

    static Optional<Class<?>> named(String name) {
        return switch (name) {
            case "client" -> Optional.of(ClientCommand.class);
            case "listen" -> Optional.of(ListenCommand.class);
            case "register" -> Optional.of(RegisterCommand.class);
            case "pay" -> Optional.of(PayCommand.class);
            case "refund" -> Optional.of(RefundCommand.class);
            case "request" -> Optional.of(RequestCommand.class);
            case "balance" -> Optional.of(BalanceCommand.class);
            case "list" -> Optional.of(ListCommand.class);
            case "history" -> Optional.of(HistoryCommand.class);
            case "statement" -> Optional.of(StatementCommand.class);
            case "payments" -> Optional.of(PaymentsCommand.class);
            case "cancel" -> Optional.of(CancelCommand.class);
            case "receipts" -> Optional.of(ReceiptsCommand.class);
            case "receipt" -> Optional.of(ReceiptCommand.class);
            case "rules" -> Optional.of(RulesCommand.class);
            case "new-id" -> Optional.of(NewIdCommand.class);
            case "shop" -> Optional.of(ShopCommand.class);
            case "shops" -> Optional.of(ShopsCommand.class);
            case "browse" -> Optional.of(BrowseCommand.class);
            case "buy" -> Optional.of(BuyCommand.class);
            case "menu" -> Optional.of(MenuCommand.class);
            case "verify" -> Optional.of(VerifyCommand.class);
            case "health" -> Optional.of(HealthCommand.class);
            case "doctor" -> Optional.of(DoctorCommand.class);
            case "server" -> Optional.of(ServerCommand.class);
            case "certs" -> Optional.of(CertsCommand.class);
            case "ledger" -> Optional.of(LedgerCommand.class);
            case "settlement" -> Optional.of(SettlementCommand.class);
            case "demo" -> Optional.of(DemoCommand.class);
            case "bench" -> Optional.of(BenchCommand.class);
            case "config" -> Optional.of(ConfigCommand.class);
            case "completion" -> Optional.of(CompletionCommand.class);
            case "man" -> Optional.of(ManCommand.class);
            default -> Optional.empty();
        };
    }
}
