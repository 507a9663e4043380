package io.micropay.bench;

/// What a [LyingServer] does wrong, once.
enum Lie {
    NONE,

    /// The proof of a payment is signed over another chain hash.
    FALSE_PROOF,

    /// An acknowledged payment is not known any more.
    LOST_PAYMENT,

    /// An acknowledged payment has another proof when it is asked about.
    CHANGED_PROOF,

    /// An account has a millionth less than it should.
    WRONG_BALANCE,

    /// Two payments have the same number in the ledger.
    SAME_NUMBER,

    /// A payment is made, and its payee is told that the server is busy. That is no lie: the protocol allows it.
    BUSY_ALTHOUGH_PAID,

    /// The server is busy when it is asked about an acknowledged payment, and says so. That is no lie either.
    BUSY_WHEN_ASKED,

    /// A payment is made, and the connection ends without an answer.
    SILENT_ALTHOUGH_PAID
}
