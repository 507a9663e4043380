-- Which ledger this is: the fingerprint of its CA's key, which all signatures and receipts name. One row.
CREATE TABLE ledger (
    id TEXT NOT NULL PRIMARY KEY
);
