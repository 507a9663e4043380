package io.micropay.shop;

/// What came of reading a menu's CSV.
public sealed interface MenuReading {

    record Read(Menu menu) implements MenuReading {}

    /// The file is no menu.
    ///
    /// @param line the line that is wrong, from 1; 0 for the file as a whole
    /// @param reason in words, with the column
    record Faulty(int line, String reason) implements MenuReading {}
}
