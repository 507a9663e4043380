package io.micropay.crypto;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CorrettoClassLoaderTest {

    private static final String LIBRARY = "com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";

    /// The values of `e_machine` in an ELF file.
    private static final int X86_64 = 62;

    private static final int AARCH64 = 183;

    @Test
    void eachArchitectureGetsItsOwnLibrary() throws Exception {
        assertThat(machineOfLibrary("amd64")).isEqualTo(X86_64);
        assertThat(machineOfLibrary("aarch64")).isEqualTo(AARCH64);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void providerLoadsItsLibraryThroughTheLoader() throws Exception {
        var loader = new CorrettoClassLoader(System.getProperty("os.arch"));
        Class<?> type = loader.loadClass("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
        var provider = (Provider) type.getField("INSTANCE").get(null);
        assertThat(type.getClassLoader()).isSameAs(loader);
        assertThat(type.getMethod("getLoadingError").invoke(provider)).isNull();
    }

    private static int machineOfLibrary(String architecture) throws Exception {
        try (InputStream library = requireNonNull(new CorrettoClassLoader(architecture).getResourceAsStream(LIBRARY))) {
            byte[] header = library.readNBytes(20);
            return Byte.toUnsignedInt(header[18]);
        }
    }
}
