-- Days that merchants have settled: which file counts, and the signed report on it. One row for a merchant and day,
-- whichever server is asked: the first file settles the day.
CREATE TABLE settlement (
    merchant  INTEGER NOT NULL REFERENCES account (number),
    day       TEXT    NOT NULL,          -- in UTC, yyyy-mm-dd
    file_hash BLOB    NOT NULL CHECK (length(file_hash) = 32),
    report    BLOB    NOT NULL,          -- CMS SignedData
    PRIMARY KEY (merchant, day)
) STRICT;
