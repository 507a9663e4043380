package io.micropay.cli;

import io.micropay.crypto.KeyKind;
import io.micropay.money.AccountName;
import io.micropay.money.PlainText;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// The account a certificate is for, and the kind of its key.
final class NewAccountOption {

    @Parameters(
            paramLabel = "NAME",
            converter = FreeName.class,
            description = "The account's name: a letter, then letters, digits and . _ - (32 in all).")
    private AccountName name;

    @Option(
            names = "--key",
            paramLabel = "KIND",
            converter = Kind.class,
            completionCandidates = Kinds.class,
            description = "Make a new key: rsa, rsa3072, rsa4096, ec or ed25519 (default: use NAME.key if it is there,"
                    + " else make an rsa key).")
    private @Nullable KeyKind kind;

    String name() {
        return name.text();
    }

    Optional<KeyKind> kind() {
        return Optional.ofNullable(kind);
    }

    /// Reads a name that an account may have.
    static final class FreeName implements ITypeConverter<AccountName> {
        @Override
        public AccountName convert(String text) {
            AccountName name = AccountName.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not a name: write a letter, then at most 31 letters, digits and . _ -"));
            if (name.isReserved()) {
                throw new TypeConversionException("the name " + name + " is reserved");
            }
            return name;
        }
    }

    /// The kinds of key.
    static final class Kinds extends Candidates {
        Kinds() {
            super(Arrays.stream(KeyKind.values()).map(KeyKind::commandName).toList());
        }
    }

    /// Reads a kind of key.
    static final class Kind implements ITypeConverter<KeyKind> {
        @Override
        public KeyKind convert(String text) {
            return KeyKind.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + PlainText.shown(text)
                            + "' is not a kind of key: choose rsa, rsa3072, rsa4096, ec or ed25519"));
        }
    }
}
