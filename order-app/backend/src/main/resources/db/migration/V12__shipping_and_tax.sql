-- What an order costs besides its goods, as it was when it was ordered. The release before writes none of it, and its customers are told of none:
-- such an order costs its goods alone, as all orders of before do.
ALTER TABLE customer_order
    ADD COLUMN IF NOT EXISTS shipping_cost DECIMAL(12, 2) NOT NULL DEFAULT 0,
    -- 0: nothing is said of taxes.
    ADD COLUMN IF NOT EXISTS tax_percent   DECIMAL(5, 2)  NOT NULL DEFAULT 0,
    -- Whether the prices of its goods and its shipping hold the tax, or it comes on top.
    ADD COLUMN IF NOT EXISTS tax_included  BOOLEAN        NOT NULL DEFAULT TRUE;

-- Of one piece with its packaging, for shipping by weight; 0: nobody said.
ALTER TABLE product
    ADD COLUMN IF NOT EXISTS weight_grams INT NOT NULL DEFAULT 0;
