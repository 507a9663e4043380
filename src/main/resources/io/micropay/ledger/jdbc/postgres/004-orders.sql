-- The ids of orders are text from now on: twelve letters and digits, where they were the 16 bytes of a UUID. Those stay,
-- as the text that buyers have signed.
ALTER TABLE shop_quote
    DROP CONSTRAINT shop_quote_id_check,
    ALTER COLUMN id TYPE TEXT USING encode(id, 'hex')::uuid::text;

ALTER TABLE shop_quote ADD CHECK (length(id) BETWEEN 12 AND 36);

ALTER TABLE shop_sale
    DROP CONSTRAINT shop_sale_id_check,
    ALTER COLUMN id TYPE TEXT USING encode(id, 'hex')::uuid::text;

ALTER TABLE shop_sale ADD CHECK (length(id) BETWEEN 12 AND 36);

-- The transfer behind which every payment whose memo names an order has its sale. What was paid before there were orders,
-- or orders with such ids, may have such a memo as words. One row.
CREATE TABLE shop_start (
    seq BIGINT PRIMARY KEY CHECK (seq >= 0)
);

INSERT INTO shop_start (seq)
SELECT coalesce(max(seq), 0) FROM transfer;
