-- Amounts and balances are millionths; times are milliseconds since 1970; hashes, keys, signatures and ids are bytes.

CREATE TABLE account (
    number     INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL,        -- the registered spelling
    name_key   TEXT    NOT NULL UNIQUE, -- in lower case
    public_key BLOB    NOT NULL,        -- DER SubjectPublicKeyInfo
    key_hash   BLOB    NOT NULL UNIQUE, -- its SHA-256
    opened_at  INTEGER NOT NULL
) STRICT;

-- Where each account stands. Apart from the account, because these rows change all the time and those never.
CREATE TABLE position (
    account     INTEGER PRIMARY KEY REFERENCES account (number),
    balance     INTEGER NOT NULL CHECK (balance <= 999999999999999999 AND (balance >= 0 OR account = 0)),
    transfers   INTEGER NOT NULL CHECK (transfers >= 0),
    newest_seq  INTEGER NOT NULL,       -- the account's newest transfer, 0 for none
    newest_paid BLOB                    -- the highest id the account has paid with
) STRICT;

-- The journal. A transfer names the one before it of either side, so that a history can be followed without an index
-- over all accounts.
CREATE TABLE transfer (
    seq             INTEGER PRIMARY KEY CHECK (seq > 0),
    id              BLOB    NOT NULL CHECK (length(id) = 16),
    payer           INTEGER NOT NULL REFERENCES account (number),
    payee           INTEGER NOT NULL REFERENCES account (number) CHECK (payee <> payer),
    payer_name      TEXT    NOT NULL,   -- as the order wrote it, like expires and memo
    payee_name      TEXT    NOT NULL,
    amount          INTEGER NOT NULL CHECK (amount > 0),
    expires         TEXT    NOT NULL,   -- empty for an opening deposit
    memo            TEXT    NOT NULL,   -- base64url
    committed_at    INTEGER NOT NULL,
    payer_signature BLOB    NOT NULL,
    payee_signature BLOB    NOT NULL,
    payer_previous  INTEGER NOT NULL,   -- 0 for none
    payee_previous  INTEGER NOT NULL,
    chain_hash      BLOB    NOT NULL CHECK (length(chain_hash) = 32),
    UNIQUE (id, payer)                  -- ids rise with time: this index grows at its end
) STRICT;

-- Every 64th transfer of an account, where a history that begins in the middle is entered.
CREATE TABLE history_mark (
    account INTEGER NOT NULL REFERENCES account (number),
    seq     INTEGER NOT NULL REFERENCES transfer (seq),
    PRIMARY KEY (account, seq)
) STRICT, WITHOUT ROWID;

-- Refusals that STATUS tells of.
CREATE TABLE refusal (
    payer      INTEGER NOT NULL REFERENCES account (number),
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    payee      INTEGER NOT NULL REFERENCES account (number),
    reason     TEXT    NOT NULL,
    refused_at INTEGER NOT NULL,
    PRIMARY KEY (payer, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX refusal_by_age ON refusal (payer, refused_at, id);

-- Payments that their payer has called off.
CREATE TABLE cancellation (
    payer        INTEGER NOT NULL REFERENCES account (number),
    id           BLOB    NOT NULL CHECK (length(id) = 16),
    cancelled_at INTEGER NOT NULL,
    PRIMARY KEY (payer, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX cancellation_by_age ON cancellation (payer, cancelled_at);

-- The account that every opening deposit comes from: the only one that may stand below zero.
INSERT INTO account (number, name, name_key, public_key, key_hash, opened_at)
VALUES (0, '@treasury', '@treasury', x'', x'', 0);

INSERT INTO position (account, balance, transfers, newest_seq)
VALUES (0, 0, 0, 0);
