package io.micropay.doctor;

import io.micropay.crypto.CryptoException;
import java.util.function.Consumer;

/// A check that needs certificates, which are read in its own time: a disk may hang, too.
///
/// @param preparation reads them
public record PreparedCheck(String subject, Preparation preparation) implements Check {

    /// Makes the check.
    public interface Preparation {
        /// Reads what it needs.
        ///
        /// @throws CryptoException when a certificate or a key is missing or wrong
        Check check() throws CryptoException;
    }

    @Override
    public void run(Consumer<Finding> tell) throws InterruptedException {
        try {
            preparation.check().run(tell);
        } catch (CryptoException told) {
            // What is wrong with the certificates is the finding of the check that looks at them.
            tell.accept(Finding.warn(subject, "not looked at, for want of certificates", "see to those first"));
        }
    }
}
