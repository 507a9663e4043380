package io.micropay.client.shell;

import io.micropay.client.Keeping;
import io.micropay.client.OwnRequest;
import io.micropay.client.PaymentRequest;
import io.micropay.client.PaymentResult;
import io.micropay.client.ServerAddress;
import io.micropay.money.AccountName;
import io.micropay.money.Amount;
import io.micropay.money.Memo;
import io.micropay.money.PaymentOrder;
import io.micropay.money.Purpose;
import io.micropay.payment.Receipt;
import java.nio.file.Path;
import java.util.Optional;

/// What a person reads of payments: before they are made, while they are, and when they are done.
final class PaymentSentences {

    static final String ASK_PAYEE =
            "Which of the online users do you want to pay to?\nEnter his/her user account name:";
    static final String ASK_REQUESTED = "How much do you ask for?";
    static final String ASK_ID = "Which payment? Enter its id:";
    static final String RELAYING = "-> The payee cannot be dialled: the order goes through the server.";
    static final String ORDER_SENT = "-> Transaction message sent to the payee!";
    static final String ACCEPTED = "-> Response: Got it! Encrypting and sending message to server..";
    static final String PAID = "-> OK! Server updated our payment.";

    private PaymentSentences() {}

    static String askAmount(AccountName payee) {
        return "How much are you paying to " + payee + "?";
    }

    static String paying(AccountName payee, Amount amount, String unit) {
        return "You are paying " + payee + " " + amount.in(unit) + "\n";
    }

    static String payingRequest(PaymentRequest request, String unit) {
        return "You are paying " + request.payee() + " " + request.amount().in(unit) + said(request.words())
                + ", request " + request.reference() + "\n";
    }

    static String refunding(Receipt original, Amount amount, String unit) {
        return "You are paying " + original.payer() + " " + amount.in(unit) + " back, of " + original.amount()
                + said(original.memo()) + "\n";
    }

    static String otherServer(ServerAddress asked, ServerAddress connected) {
        return "-> The request names the server " + asked + ", and this wallet is connected to " + connected
                + ". On another ledger that name may be somebody else's.";
    }

    static String requestPaid(OwnRequest request) {
        return "-> Request " + request.reference() + said(request.words()) + " is paid.";
    }

    static String accept(PaymentOrder order) {
        return "Accept " + order.amount() + " from " + order.payer() + claimed(order.memo()) + "? [Y/n]";
    }

    static String transaction(PaymentOrder order) {
        return "Transaction message:\n" + order.payer() + "#" + order.amount() + "#" + order.payee()
                + "\nMessage sent to server..";
    }

    static String paid(PaymentResult.Paid payment) {
        return PAID + "\n" + receipt(payment.keeping());
    }

    /// @param balance what the account has after it, if that is known
    static String received(PaymentResult.Paid payment, Optional<Amount> balance) {
        return "Server response:\nTRANS OK\n" + receivedFrom(payment, balance);
    }

    /// A payment in one line, for who reads many.
    static String received(Receipt receipt, Optional<Amount> balance) {
        return "-> Received " + receipt.amount() + " from " + receipt.payer() + claimed(receipt.memo())
                + balance.map(now -> ", your balance is " + now).orElse("");
    }

    /// @param balance what the account has now
    static String paid(PaymentResult.Paid payment, Amount balance) {
        return receivedFrom(payment, Optional.of(balance));
    }

    private static String receivedFrom(PaymentResult.Paid payment, Optional<Amount> balance) {
        return received(payment.receipt(), balance) + "\n" + receipt(payment.keeping());
    }

    static String receipt(Keeping keeping) {
        return switch (keeping) {
            case Keeping.Kept kept -> receiptFile(kept.file());
            case Keeping.NotKept notKept -> "-> The receipt could not be kept: " + notKept.reason();
        };
    }

    static String notReceived(PaymentOrder order, String reason, String text) {
        String answer = reason.isEmpty() ? "(none that counts)" : "TRANS FAIL " + Sentences.plain(reason);
        return "Server response:\n" + answer + "\n-> Not received: " + order.amount() + " from " + order.payer() + ": "
                + Sentences.plain(text);
    }

    static String declined(PaymentOrder order, String reason) {
        return "-> Declined " + order.amount() + " from " + order.payer() + ": " + Sentences.plain(reason);
    }

    static String receiptFile(Path file) {
        return "-> Receipt: " + file;
    }

    /// What the payer says that a payment is for.
    static String claimed(Memo memo) {
        return switch (Purpose.of(memo)) {
            case Purpose.Words words -> said(memo);
            case Purpose.Refund refund -> " as a refund of " + refund.original();
            case Purpose.Request request -> " for request " + request.reference();
            case Purpose.Order order -> " for shop order " + order.order();
        };
    }

    static String said(Memo memo) {
        return memo.equals(Memo.EMPTY) ? "" : " (" + memo.quoted() + ")";
    }
}
