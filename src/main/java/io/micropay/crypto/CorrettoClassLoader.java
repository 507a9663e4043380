package io.micropay.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/// Defines the classes of the Amazon Corretto Crypto Provider so that they find the native library of this machine.
///
/// They look for it beside themselves, under one name for every architecture, and one jar can hold one file
/// of that name: it is the one for x86_64. The one for aarch64 lies in a folder beside this class.
final class CorrettoClassLoader extends ClassLoader {

    private static final String PROVIDER_CLASSES = "com.amazon.corretto.";
    private static final String LIBRARY = "libamazonCorrettoCryptoProvider.so";

    static {
        registerAsParallelCapable();
    }

    private final String architecture;

    /// The loader to be used here: our own class's, where the library it finds is the right one.
    static ClassLoader forThisMachine() {
        String architecture = System.getProperty("os.arch");
        return architecture.equals("aarch64")
                ? new CorrettoClassLoader(architecture)
                : CorrettoClassLoader.class.getClassLoader();
    }

    /// @param architecture as the system property `os.arch` names it
    CorrettoClassLoader(String architecture) {
        super("corretto", CorrettoClassLoader.class.getClassLoader());
        this.architecture = architecture;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PROVIDER_CLASSES)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL ours = name.endsWith("/" + LIBRARY)
                ? CorrettoClassLoader.class.getResource("linux-" + architecture + "/" + LIBRARY)
                : null;
        return ours != null ? ours : super.getResource(name);
    }
}
