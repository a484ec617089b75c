-- Every migration must leave the schema readable and writable by the version before it: expand now, contract one
-- release after the last version that used the old form. During a canary both versions run on this schema.

CREATE TABLE customer (
    id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- Kept in lower case and compared byte by byte: a looser collation would let look-alike addresses share an account.
    email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name          VARCHAR(100) NOT NULL,
    password_hash VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    CONSTRAINT customer_email UNIQUE (email)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE product (
    id    BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name  VARCHAR(200)   NOT NULL,
    price DECIMAL(12, 2) NOT NULL,
    stock INT            NOT NULL,
    CONSTRAINT product_price_not_negative CHECK (price >= 0),
    CONSTRAINT product_stock_not_negative CHECK (stock >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE customer_order (
    id              BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    customer_id     BIGINT      NOT NULL,
    idempotency_key UUID        NOT NULL,
    status          VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- UTC.
    placed_at       DATETIME(6) NOT NULL,
    CONSTRAINT customer_order_once UNIQUE (customer_id, idempotency_key),
    INDEX customer_order_newest (customer_id, id),
    CONSTRAINT customer_order_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE order_line (
    order_id   BIGINT         NOT NULL,
    product_id BIGINT         NOT NULL,
    -- Name and price as ordered: later changes of the product don't change the order.
    name       VARCHAR(200)   NOT NULL,
    price      DECIMAL(12, 2) NOT NULL,
    quantity   INT            NOT NULL,
    PRIMARY KEY (order_id, product_id),
    CONSTRAINT order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT order_line_order FOREIGN KEY (order_id) REFERENCES customer_order (id),
    CONSTRAINT order_line_product FOREIGN KEY (product_id) REFERENCES product (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
