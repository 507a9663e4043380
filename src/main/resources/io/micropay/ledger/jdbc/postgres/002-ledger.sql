-- Which ledger this is: the fingerprint of its CA's key, which all signatures and receipts name. One row.
CREATE TABLE ledger (
    id TEXT NOT NULL PRIMARY KEY
);

-- One row also when servers with the certificates of two CAs begin at the same moment.
CREATE UNIQUE INDEX ledger_stands_alone ON ledger ((id IS NOT NULL));

-- The servers that use this ledger, and when each was last seen alive.
CREATE TABLE server (
    id      TEXT   NOT NULL PRIMARY KEY,
    seen_at BIGINT NOT NULL
);

-- Who is logged in, and where.
CREATE TABLE login (
    name_key TEXT   NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL,
    session  TEXT   NOT NULL,
    server   TEXT   NOT NULL,
    address  TEXT   NOT NULL,
    port     BIGINT NOT NULL            -- 0 for one that does not listen
);
