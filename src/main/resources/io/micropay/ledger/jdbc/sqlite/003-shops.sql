-- The shops: whose menu is published, and the signed file it was read from.
CREATE TABLE shop (
    merchant  INTEGER PRIMARY KEY REFERENCES account (number),
    sort_key  BLOB    NOT NULL UNIQUE,  -- the merchant's name in lower case, whose bytes every engine sorts alike
    menu_hash BLOB    NOT NULL CHECK (length(menu_hash) = 32),
    items     INTEGER NOT NULL CHECK (items > 0),
    open      INTEGER NOT NULL CHECK (open IN (0, 1)),
    menu      BLOB    NOT NULL          -- CMS SignedData
) STRICT;

-- What is on the shelf of each item: to be bought, or held for a quote. A quote that expires gives its stock back
-- without anybody writing it down.
CREATE TABLE shop_item (
    merchant INTEGER NOT NULL REFERENCES shop (merchant),
    sku      TEXT    NOT NULL,
    place    INTEGER NOT NULL,          -- in the menu, from 1
    category TEXT    NOT NULL,          -- base64url, like the title
    title    TEXT    NOT NULL,
    price    INTEGER NOT NULL CHECK (price > 0),
    on_hand  INTEGER NOT NULL CHECK (on_hand >= 0),
    PRIMARY KEY (merchant, sku),
    UNIQUE (merchant, place)
) STRICT, WITHOUT ROWID;

-- What buyers have been quoted and not paid: one for a buyer and merchant.
CREATE TABLE shop_quote (
    merchant    INTEGER NOT NULL REFERENCES account (number),
    buyer       INTEGER NOT NULL REFERENCES account (number),
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    menu_hash   BLOB    NOT NULL CHECK (length(menu_hash) = 32),
    basket_hash BLOB    NOT NULL CHECK (length(basket_hash) = 32),
    basket      TEXT    NOT NULL,       -- sku:quantity:price,...
    expires_at  INTEGER NOT NULL,
    PRIMARY KEY (merchant, buyer)
) STRICT, WITHOUT ROWID;

CREATE INDEX shop_quote_by_age ON shop_quote (merchant, expires_at);

-- What those quotes hold.
CREATE TABLE shop_hold (
    merchant   INTEGER NOT NULL REFERENCES account (number),
    sku        TEXT    NOT NULL,
    buyer      INTEGER NOT NULL REFERENCES account (number),
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (merchant, sku, buyer)
) STRICT, WITHOUT ROWID;

CREATE INDEX shop_hold_by_age ON shop_hold (merchant, expires_at);

-- What was bought, each with the transfer that paid it.
CREATE TABLE shop_sale (
    seq        INTEGER PRIMARY KEY REFERENCES transfer (seq),
    payment    BLOB    NOT NULL CHECK (length(payment) = 16),
    buyer      INTEGER NOT NULL REFERENCES account (number),
    merchant   INTEGER NOT NULL REFERENCES account (number),
    id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    menu_hash  BLOB    NOT NULL CHECK (length(menu_hash) = 32),
    basket     TEXT    NOT NULL,
    UNIQUE (payment, buyer)
) STRICT;
