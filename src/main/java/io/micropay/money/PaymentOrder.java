package io.micropay.money;

/// The six fields of a payment that both people sign: who pays how much to whom, under which id, until when, and
/// what for.
///
/// Wire, ledger and payment all speak of orders, so the order is part of the vocabulary. Every field keeps its text
/// as it arrived: [#toString()] gives back the signed bytes, never a rendering of them.
///
/// @param amount may be zero here; a payment of nothing is refused where payments are judged
public record PaymentOrder(
        AccountName payer, Amount amount, AccountName payee, PaymentId id, Timestamp expires, Memo memo) {

    /// Whether it pays somebody for something, whatever the amount.
    public boolean isFor(AccountName whom, Memo what) {
        return payee.equals(whom) && memo.equals(what);
    }

    /// `<payer>#<amount>#<payee>#<id>#<expires>#<memo>`.
    @Override
    public String toString() {
        return String.join(
                "#", payer.text(), amount.toString(), payee.text(), id.toString(), expires.toString(), memo.toString());
    }
}
