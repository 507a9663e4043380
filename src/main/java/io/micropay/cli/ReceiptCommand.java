package io.micropay.cli;

import io.micropay.client.shell.CommandFailedException;
import io.micropay.client.shell.Outcome;
import io.micropay.client.shell.Reading;
import io.micropay.client.shell.ReceiptDesk;
import io.micropay.client.shell.ShopVisit;
import io.micropay.crypto.CryptoException;
import io.micropay.money.AccountName;
import io.micropay.money.PaymentId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `micropay receipt`: checks the receipt of a payment.
@Command(
        name = "receipt",
        description =
                "Check the receipt of a payment, and get it from the server if it is not kept; of a purchase it says"
                        + " what was bought.",
        footer = {"", WalletCommand.EXIT_CODES})
final class ReceiptCommand extends WalletCommand {

    private static final boolean NO_TAKEOVER = false;

    @Parameters(paramLabel = "ID", description = "The payment, as receipts and history show it.")
    private String id;

    @Mixin
    private ServerOption server;

    @Mixin
    private UdpOption udp;

    @Override
    void run(AccountName name) throws CommandFailedException, CryptoException, CliException {
        PaymentId payment = Reading.id(id);
        Optional<Outcome.Checked> kept = new ReceiptDesk(wallet().openHere(name, aside())).kept(payment);
        boolean whole = kept.isPresent() && kept.get().files().stream().noneMatch(Outcome.CheckedFile::lacksPurchase);
        Outcome.Checked checked = whole ? kept.get() : fetched(name, payment);
        show(checked);
        ReceiptDesk.requireTrue(checked);
    }

    private Outcome.Checked fetched(AccountName name, PaymentId payment)
            throws CommandFailedException, CryptoException, CliException {
        OpenWallet opened = wallet().open(name, server.address(), aside());
        try (ShopVisit visit =
                new ShopVisit(opened.server(), opened.wallet(), opened.owner(), aside(), udp.isWanted(), NO_TAKEOVER)) {
            return visit.receipt(payment);
        }
    }
}
