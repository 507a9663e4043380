-- The ids of orders are text from now on: twelve letters and digits, where they were the 16 bytes of a UUID. Those stay,
-- as the text that buyers have signed.
--
-- The rows move to new tables: not every engine that speaks PostgreSQL's protocol changes a column's type in a transaction.
ALTER TABLE shop_quote RENAME TO shop_quote_of_bytes;

CREATE TABLE shop_quote (
    merchant    BIGINT NOT NULL,
    buyer       BIGINT NOT NULL,
    id          TEXT   NOT NULL CHECK (length(id) BETWEEN 12 AND 36),
    menu_hash   BYTEA  NOT NULL CHECK (length(menu_hash) = 32),
    basket_hash BYTEA  NOT NULL CHECK (length(basket_hash) = 32),
    basket      TEXT   NOT NULL,        -- sku:quantity:price,...
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (merchant, buyer)
);

INSERT INTO shop_quote (merchant, buyer, id, menu_hash, basket_hash, basket, expires_at)
SELECT merchant, buyer, encode(id, 'hex')::uuid::text, menu_hash, basket_hash, basket, expires_at
FROM shop_quote_of_bytes;

DROP TABLE shop_quote_of_bytes;

CREATE INDEX shop_quote_by_age ON shop_quote (merchant, expires_at);

ALTER TABLE shop_sale RENAME TO shop_sale_of_bytes;

CREATE TABLE shop_sale (
    seq        BIGINT PRIMARY KEY,
    payment    BYTEA  NOT NULL CHECK (length(payment) = 16),
    buyer      BIGINT NOT NULL,
    merchant   BIGINT NOT NULL,
    id         TEXT   NOT NULL UNIQUE CHECK (length(id) BETWEEN 12 AND 36),
    menu_hash  BYTEA  NOT NULL CHECK (length(menu_hash) = 32),
    basket     TEXT   NOT NULL,
    UNIQUE (payment, buyer)
);

INSERT INTO shop_sale (seq, payment, buyer, merchant, id, menu_hash, basket)
SELECT seq, payment, buyer, merchant, encode(id, 'hex')::uuid::text, menu_hash, basket
FROM shop_sale_of_bytes;

DROP TABLE shop_sale_of_bytes;

-- The transfer behind which every payment whose memo names an order has its sale. What was paid before there were orders,
-- or orders with such ids, may have such a memo as words. One row.
CREATE TABLE shop_start (
    seq BIGINT PRIMARY KEY CHECK (seq >= 0)
);

INSERT INTO shop_start (seq)
SELECT coalesce(max(seq), 0) FROM transfer;
