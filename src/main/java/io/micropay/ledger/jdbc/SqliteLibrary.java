package io.micropay.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// Loads SQLite's native library out of the jar, and leaves no file behind.
///
/// The driver would extract it into the folder for temporary files, compare each byte of what it has just written,
/// and remove it when the process ends: a good part of a server's start, and a megabyte for each server that is
/// killed. A library that is loaded needs its file no longer.
final class SqliteLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

    /// The driver's property for a folder that holds the library.
    private static final String FOLDER_PROPERTY = "org.sqlite.lib.path";

    private static final String TEMPORARY_PROPERTY = "org.sqlite.tmpdir";

    private SqliteLibrary() {}

    /// Loads the library, unless somebody says where another one is. What goes wrong here is left to the driver,
    /// which then tries in its own way.
    static void load() {
        if (System.getProperty(FOLDER_PROPERTY) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream library = LibraryLoaderUtil.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (library != null) {
                load(name, library);
            }
        } catch (Exception e) {
            LOG.debug("SQLite's library is left to its driver: {}", e.toString());
        }
    }

    /// @throws Exception as the driver declares it
    private static void load(String name, InputStream library) throws Exception {
        Path folder = newFolder();
        Path file = folder.resolve(name);
        try {
            Files.copy(library, file);
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static Path newFolder() throws IOException {
        String parent = System.getProperty(TEMPORARY_PROPERTY, System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(Path.of(parent), "micropay-sqlite-");
    }
}
