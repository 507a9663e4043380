package io.micropay.client;

/// All that happens to a wallet besides what it is asked for.
public interface WalletNotices extends ConnectionNotices, PaymentNotices, PayeeNotices {

    /// The connection to the server ended, and not because we left.
    void lost(ConnectionException reason);
}
