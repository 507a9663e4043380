package io.micropay.cli;

import io.micropay.crypto.Signatures;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says: the release, and what does the work.
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "micropay " + release(),
            "signatures by " + Signatures.preferred().description(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        };
    }

    static String release() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
