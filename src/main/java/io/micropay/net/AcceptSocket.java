package io.micropay.net;

import java.io.IOException;
import java.net.ServerSocket;

/// A server socket whose connections are [RawSocket]s.
class AcceptSocket extends ServerSocket {

    AcceptSocket() throws IOException {}

    @Override
    public RawSocket accept() throws IOException {
        var raw = new RawSocket();
        implAccept(raw);
        return raw;
    }
}
