-- Amounts and balances are millionths; times are milliseconds since 1970; hashes, keys, signatures and ids are bytes.
-- The same tables as in a file. References between them are not checked row by row, which would cost more than all
-- else: every server writes them by the same rules under the lock of the chain's end, and `ledger verify` checks all.

CREATE TABLE schema_version (
    version BIGINT PRIMARY KEY
);

-- One row. Whoever goes on with the chain holds its lock.
CREATE TABLE chain_lock (
    holder BIGINT PRIMARY KEY CHECK (holder = 0)
);

CREATE TABLE account (
    number     BIGINT PRIMARY KEY,
    name       TEXT   NOT NULL,         -- the registered spelling
    name_key   TEXT   NOT NULL UNIQUE,  -- in lower case
    public_key BYTEA  NOT NULL,         -- DER SubjectPublicKeyInfo
    key_hash   BYTEA  NOT NULL UNIQUE,  -- its SHA-256
    opened_at  BIGINT NOT NULL
);

-- Where each account stands. Apart from the account, because these rows change all the time and those never.
CREATE TABLE position (
    account     BIGINT PRIMARY KEY,
    balance     BIGINT NOT NULL CHECK (balance <= 999999999999999999 AND (balance >= 0 OR account = 0)),
    transfers   BIGINT NOT NULL CHECK (transfers >= 0),
    newest_seq  BIGINT NOT NULL,        -- the account's newest transfer, 0 for none
    newest_paid BYTEA                   -- the highest id the account has paid with
);

-- The journal. A transfer names the one before it of either side, so that a history can be followed without an index
-- over all accounts.
CREATE TABLE transfer (
    seq             BIGINT PRIMARY KEY CHECK (seq > 0),
    id              BYTEA  NOT NULL CHECK (length(id) = 16),
    payer           BIGINT NOT NULL,
    payee           BIGINT NOT NULL CHECK (payee <> payer),
    payer_name      TEXT   NOT NULL,    -- as the order wrote it, like expires and memo
    payee_name      TEXT   NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    expires         TEXT   NOT NULL,    -- empty for an opening deposit
    memo            TEXT   NOT NULL,    -- base64url
    committed_at    BIGINT NOT NULL,
    payer_signature BYTEA  NOT NULL,
    payee_signature BYTEA  NOT NULL,
    payer_previous  BIGINT NOT NULL,    -- 0 for none
    payee_previous  BIGINT NOT NULL,
    chain_hash      BYTEA  NOT NULL CHECK (length(chain_hash) = 32),
    UNIQUE (id, payer)                  -- ids rise with time: this index grows at its end
);

-- Every 64th transfer of an account, where a history that begins in the middle is entered.
CREATE TABLE history_mark (
    account BIGINT NOT NULL,
    seq     BIGINT NOT NULL,
    PRIMARY KEY (account, seq)
);

-- Refusals that STATUS tells of.
CREATE TABLE refusal (
    payer      BIGINT NOT NULL,
    id         BYTEA  NOT NULL CHECK (length(id) = 16),
    payee      BIGINT NOT NULL,
    reason     TEXT   NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (payer, id)
);

CREATE INDEX refusal_by_age ON refusal (payer, refused_at, id);

-- Payments that their payer has called off.
CREATE TABLE cancellation (
    payer        BIGINT NOT NULL,
    id           BYTEA  NOT NULL CHECK (length(id) = 16),
    cancelled_at BIGINT NOT NULL,
    PRIMARY KEY (payer, id)
);

CREATE INDEX cancellation_by_age ON cancellation (payer, cancelled_at);

-- The account that every opening deposit comes from: the only one that may stand below zero.
INSERT INTO account (number, name, name_key, public_key, key_hash, opened_at)
VALUES (0, '@treasury', '@treasury', '', '', 0);

INSERT INTO position (account, balance, transfers, newest_seq)
VALUES (0, 0, 0, 0);

INSERT INTO chain_lock (holder)
VALUES (0);
