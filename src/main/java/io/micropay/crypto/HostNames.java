package io.micropay.crypto;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;

/// The names and addresses a server can be reached under, as its certificate lists them.
public final class HostNames {

    /// Labels of letters, digits and inner hyphens (RFC 1123, section 2.1), without a wildcard.
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    private static final Pattern DNS_NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    private HostNames() {}

    /// Whether `host` is a DNS name or a literal address.
    public static boolean isHost(String host) {
        return isAddress(host) || DNS_NAME.matcher(host).matches();
    }

    private static boolean isAddress(String host) {
        return IPAddress.isValidIPv4(host) || IPAddress.isValidIPv6(host);
    }

    static List<GeneralName> alternatives(List<String> hosts) throws CryptoException {
        if (hosts.isEmpty()) {
            throw new CryptoException("a server's certificate needs a host name or an address");
        }
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            if (!isHost(host)) {
                throw new CryptoException(
                        "not a host name or an address: " + host,
                        "write an international name in its xn-- form, and an IPv6 address without brackets");
            }
            names.add(new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return List.copyOf(names);
    }

    /// Whether a certificate lists the host, in any case, or the address, however it is written.
    public static boolean isNamed(String host, X509Certificate certificate) {
        List<String> names = of(certificate);
        return isAddress(host)
                ? names.stream().filter(HostNames::isAddress).anyMatch(name -> areSameAddress(name, host))
                : names.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static boolean areSameAddress(String address, String other) {
        try {
            // Nobody is asked for the address of an address.
            return InetAddress.getByName(address).equals(InetAddress.getByName(other));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has itself for an address", impossible);
        }
    }

    /// The host names and addresses a certificate lists; none in those that are not a server's.
    public static List<String> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(GeneralName.dNSName)
                                    || name.getFirst().equals(GeneralName.iPAddress))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
