/// CSV files (RFC 4180): written line by line, and taken apart row by row.
///
/// Start at `CsvReader`. What is wrong with a file is a `CsvFault`, which names the line and the column for the person
/// who wrote it. The package knows nothing but the JDK: what the columns mean is known to whoever reads them.
@NullMarked
package io.micropay.csv;

import org.jspecify.annotations.NullMarked;
