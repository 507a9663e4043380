/// DTLS 1.2 over UDP (RFC 6347): datagrams from peers that have shown a certificate, and answers to them.
///
/// Start at [DtlsListener]. Like `net`, the package must not know what the datagrams mean. The protocol itself is
/// Bouncy Castle's, because the JDK's takes no part in one socket for many peers; besides `crypto`, this is the only
/// package that imports it. What Bouncy Castle leaves open is closed here: how many peers there are, how much each may
/// have waiting, and how large a message may call itself.
@NullMarked
package io.micropay.net.dtls;

import org.jspecify.annotations.NullMarked;
