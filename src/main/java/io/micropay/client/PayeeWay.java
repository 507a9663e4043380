package io.micropay.client;

/// A way on which an order gets to its payee, and the answer back.
interface PayeeWay extends AutoCloseable {

    /// Waits until the payee can be given an order. Nothing is signed before.
    void open(PaymentNotices notices) throws StoppedException;

    /// Hands the order over, and waits for what becomes of it.
    ///
    /// @return the proof that comes back; nothing about it has been checked
    String awaitProof(SignedOrder signed, PaymentNotices notices) throws StoppedException;

    /// From any thread: whoever waits on this way waits no longer.
    void abort();

    @Override
    void close();
}
