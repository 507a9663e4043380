package io.micropay.cli;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Tells what must not be seen by others, by its name or its look.
final class Secrets {

    static final String HINT = "write it alone into a file of mode 600, and name that file";

    private static final List<String> WORDS = List.of("password", "passphrase", "secret", "token", "pin", "code");

    /// A parameter of a url that holds a secret: `password` of the user, `sslpassword` of the client's key.
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("[?&][^=&]*password=", Pattern.CASE_INSENSITIVE);

    /// A user, perhaps with a password, where the host belongs.
    private static final Pattern USER_IN_URL = Pattern.compile("//[^/?]*@");

    private Secrets() {}

    /// Whether something of this name holds a secret itself: `ledger-password` does, `ledger-password-file` does not.
    static boolean isName(String name) {
        List<String> words = Arrays.asList(name.split("[.-]"));
        return !words.contains("file") && words.stream().anyMatch(WORDS::contains);
    }

    /// Whether a url of a database has a password in it, or may have one.
    static boolean isInUrl(String url) {
        return PASSWORD_IN_URL.matcher(url).find() || USER_IN_URL.matcher(url).find();
    }
}
