package io.micropay.server;

import io.micropay.net.dtls.DtlsContext;
import io.micropay.net.dtls.DtlsLimits;

/// What a server needs to serve shops over UDP, on the port of the same number.
public record DatagramSettings(DtlsContext context, DtlsLimits limits) {}
