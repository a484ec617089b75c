CREATE TABLE IF NOT EXISTS cart_line (
    customer_id BIGINT      NOT NULL,
    -- No foreign key: it would make every cart wait for whoever takes stock of that product. Products are never deleted.
    product_id  BIGINT      NOT NULL,
    quantity    INT         NOT NULL,
    -- UTC.
    added_at    DATETIME(6) NOT NULL,
    PRIMARY KEY (customer_id, product_id),
    CONSTRAINT cart_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT cart_line_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
