/// Keys, certificates and signatures: who somebody is, and what somebody said.
///
/// Start at [Identity], then [VerificationKey] and [Signatures]. Certificates are issued by
/// [CertificateAuthority] into a [CertificateFolder]. Messages that outlive a connection are signed by [CmsSigner],
/// opened by [CmsVerifier], and kept from others by [CmsEnvelopes]. The package must not know what is signed: it takes
/// bytes, and knows neither payments nor the wire, nor money. Besides `net.dtls` it is the only importer of Bouncy
/// Castle, and of any other provider the only one; none is ever installed for the whole process.
@NullMarked
package io.micropay.crypto;

import org.jspecify.annotations.NullMarked;
