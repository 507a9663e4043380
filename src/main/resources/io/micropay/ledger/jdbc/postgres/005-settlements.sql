-- Days that merchants have settled: which file counts, and the signed report on it. One row for a merchant and day,
-- whichever server is asked: the first file settles the day.
CREATE TABLE settlement (
    merchant  BIGINT           NOT NULL,
    day       TEXT COLLATE "C" NOT NULL, -- in UTC, yyyy-mm-dd
    file_hash BYTEA            NOT NULL CHECK (length(file_hash) = 32),
    report    BYTEA            NOT NULL, -- CMS SignedData
    PRIMARY KEY (merchant, day)
);
