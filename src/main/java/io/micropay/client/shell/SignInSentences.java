package io.micropay.client.shell;

import io.micropay.client.EnrolmentResult;
import io.micropay.client.ServerAddress;
import io.micropay.crypto.Fingerprint;
import io.micropay.crypto.Identity;
import io.micropay.crypto.Password;
import io.micropay.crypto.VerificationKey;
import io.micropay.money.AccountName;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// What a person reads of a wallet's identity: whom it trusts, its key and password, its certificate and the renewal.
public final class SignInSentences {

    /// What holds the password of a wallet where there is nobody to ask.
    public static final String PASSWORD_VARIABLE = "MICROPAY_PASSWORD";

    static final String ASK_PASSWORD = "Password:";
    static final String ASK_PASSWORD_AGAIN = "Once more:";
    static final String NEW_PASSWORD = "-> Choose a password for the wallet's key; Enter alone leaves it without one.";
    static final String PASSWORDS_DIFFER = "-> These two differ. Choose again:";
    static final String PASSWORD_HINT =
            "--password-file names a file that holds it, or " + PASSWORD_VARIABLE + " has it";
    static final String TRUST_HINT =
            "--fingerprint SHA256:... or --ca FILE does; the ledger's operator can tell you the fingerprint";
    static final String ASK_INVITATION = "-> This server asks newcomers for an invitation. Enter its code:";
    static final String HAVE_RENEWED = "whoever has the CA's key can issue or sign another";

    private SignInSentences() {}

    public static String issued(AccountName name, String folder) {
        return "-> Made a certificate for " + name + " in " + folder
                + ", because the CA's key lies there: this is a development machine.";
    }

    static String trust(ServerAddress server, Fingerprint ca) {
        return "-> This wallet is new. The server at " + server + " is of the ledger whose CA has the fingerprint\n   "
                + ca.text()
                + "\n   Whoever stands in between would show another: compare it with what the operator has told you."
                + "\nDo you trust it? [y/N]";
    }

    static String keyMade(VerificationKey key, Path file, Password password) {
        return "-> Made a key in " + file + ": " + key.description()
                + (password.isEmpty() ? ".\n   It has no password: whoever can read that file has your money." : ".");
    }

    static String certified(Identity identity) {
        return "-> The ledger's CA certifies this key as " + identity.name() + "'s until " + end(identity.certificate())
                + ".";
    }

    static String ended(X509Certificate certificate) {
        return "-> The certificate has ended on " + end(certificate) + ": asking for another...";
    }

    /// A renewal that failed, before or after the end of the certificate.
    static String notRenewed(X509Certificate certificate, String why, Instant now) {
        return "-> The certificate could not be renewed: " + why + ".\n   "
                + (Certification.hasEnded(certificate, now) ? "It has ended on " : "It is valid until ")
                + end(certificate) + ", and is asked for again, at the next start or within a day.";
    }

    /// A certificate that others have to renew.
    static String endsSoon(X509Certificate certificate) {
        return "-> The certificate in this folder ends on " + end(certificate) + ", and does not renew itself: "
                + HAVE_RENEWED + ".";
    }

    /// The same when it is too late.
    static String hasEnded(X509Certificate certificate) {
        return "the certificate has ended on " + end(certificate) + ", and does not renew itself";
    }

    private static LocalDate end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /// Why there is no certificate, as the end of a sentence.
    static String because(EnrolmentResult.NotCertified result) {
        return switch (result) {
            case EnrolmentResult.InvitationNeeded needed -> "it asks newcomers for an invitation";
            case EnrolmentResult.Refused refused -> Sentences.plain(refused.reason()) + " (220 AUTH_FAIL)";
            case EnrolmentResult.NotOffered notOffered -> "it certifies nobody";
        };
    }

    /// What to do about it.
    static Optional<String> hint(EnrolmentResult.NotCertified result) {
        return switch (result) {
            case EnrolmentResult.InvitationNeeded needed -> Optional.of("--invitation has it");
            case EnrolmentResult.Refused refused ->
                Optional.of("ask the ledger's operator; the key is kept, and the next start asks for it again");
            case EnrolmentResult.NotOffered notOffered ->
                Optional.of("micropay certs request makes a request for the ledger's operator to sign");
        };
    }
}
