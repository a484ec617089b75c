-- How far an order has come. Beside `status`, in which the release before knows PLACED alone and fails at anything else:
-- that column stays PLACED until no such release can come back, then it goes.
ALTER TABLE customer_order
    ADD COLUMN IF NOT EXISTS state VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'PLACED';

ALTER TABLE customer_order
    ADD INDEX IF NOT EXISTS customer_order_of_state (state, id),
    ADD INDEX IF NOT EXISTS customer_order_of_day (placed_at);

ALTER TABLE order_line
    ADD COLUMN IF NOT EXISTS name_ko VARCHAR(200) NULL;

-- A table of its own: personal data that can be deleted while the order stays.
CREATE TABLE IF NOT EXISTS order_address (
    order_id    BIGINT       NOT NULL PRIMARY KEY,
    recipient   VARCHAR(100) NOT NULL,
    street      VARCHAR(200) NOT NULL,
    extra       VARCHAR(200) NOT NULL,
    postal_code VARCHAR(16)  NOT NULL,
    city        VARCHAR(100) NOT NULL,
    country     CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    phone       VARCHAR(30)  NOT NULL,
    CONSTRAINT order_address_order FOREIGN KEY (order_id) REFERENCES customer_order (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Every change after the placing, which the order itself tells of.
CREATE TABLE IF NOT EXISTS order_change (
    id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id   BIGINT      NOT NULL,
    state      VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- UTC.
    changed_at DATETIME(6) NOT NULL,
    account_id BIGINT      NOT NULL,
    -- What the account was when it did so.
    role       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    INDEX order_change_of_order (order_id, id),
    CONSTRAINT order_change_order FOREIGN KEY (order_id) REFERENCES customer_order (id),
    CONSTRAINT order_change_account FOREIGN KEY (account_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
