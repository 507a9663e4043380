package io.micropay.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A DTLS handshake, from the hello with a cookie to its end.
@Name("micropay.DtlsHandshake")
@Label("DTLS Handshake")
@Category("micropay")
@Description("A DTLS handshake, from the hello with a cookie to its end")
@StackTrace(false)
public final class DtlsHandshakeEvent extends Event {

    @Label("Remote Address")
    public String remote = "";

    @Label("Peer")
    @Description("The subject of the peer's certificate, empty without one")
    public String peer = "";

    @Label("Cipher Suite")
    public String cipherSuite = "";

    @Label("Outcome")
    @Description("established, or why it failed")
    public String outcome = "";
}
