-- The shops: whose menu is published, and the signed file it was read from.
CREATE TABLE shop (
    merchant  BIGINT PRIMARY KEY,
    sort_key  BYTEA   NOT NULL UNIQUE,  -- the merchant's name in lower case, whose bytes every engine sorts alike
    menu_hash BYTEA   NOT NULL CHECK (length(menu_hash) = 32),
    items     BIGINT NOT NULL CHECK (items > 0),
    open      BIGINT NOT NULL CHECK (open IN (0, 1)),
    menu      BYTEA   NOT NULL          -- CMS SignedData
);

-- What is on the shelf of each item: to be bought, or held for a quote. A quote that expires gives its stock back
-- without anybody writing it down.
CREATE TABLE shop_item (
    merchant BIGINT NOT NULL,
    sku      TEXT    NOT NULL,
    place    BIGINT NOT NULL,          -- in the menu, from 1
    category TEXT    NOT NULL,          -- base64url, like the title
    title    TEXT    NOT NULL,
    price    BIGINT NOT NULL CHECK (price > 0),
    on_hand  BIGINT NOT NULL CHECK (on_hand >= 0),
    PRIMARY KEY (merchant, sku),
    UNIQUE (merchant, place)
);

-- What buyers have been quoted and not paid: one for a buyer and merchant.
CREATE TABLE shop_quote (
    merchant    BIGINT NOT NULL,
    buyer       BIGINT NOT NULL,
    id          BYTEA   NOT NULL CHECK (length(id) = 16),
    menu_hash   BYTEA   NOT NULL CHECK (length(menu_hash) = 32),
    basket_hash BYTEA   NOT NULL CHECK (length(basket_hash) = 32),
    basket      TEXT    NOT NULL,       -- sku:quantity:price,...
    expires_at  BIGINT NOT NULL,
    PRIMARY KEY (merchant, buyer)
);

CREATE INDEX shop_quote_by_age ON shop_quote (merchant, expires_at);

-- What those quotes hold.
CREATE TABLE shop_hold (
    merchant   BIGINT NOT NULL,
    sku        TEXT    NOT NULL,
    buyer      BIGINT NOT NULL,
    quantity   BIGINT NOT NULL CHECK (quantity > 0),
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (merchant, sku, buyer)
);

CREATE INDEX shop_hold_by_age ON shop_hold (merchant, expires_at);

-- What was bought, each with the transfer that paid it.
CREATE TABLE shop_sale (
    seq        BIGINT PRIMARY KEY,
    payment    BYTEA   NOT NULL CHECK (length(payment) = 16),
    buyer      BIGINT NOT NULL,
    merchant   BIGINT NOT NULL,
    id         BYTEA   NOT NULL UNIQUE CHECK (length(id) = 16),
    menu_hash  BYTEA   NOT NULL CHECK (length(menu_hash) = 32),
    basket     TEXT    NOT NULL,
    UNIQUE (payment, buyer)
);
