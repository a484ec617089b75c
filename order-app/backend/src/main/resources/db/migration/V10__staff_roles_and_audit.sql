-- What somebody who works for the shop may do, as words with commas between: ORDERS, PRODUCTS. An administrator may do all and has the role STAFF,
-- as all staff had before. Whoever may do less is a customer to the release before, so that it lets them do nothing rather than all.
ALTER TABLE customer
    ADD COLUMN IF NOT EXISTS staff_roles VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';

ALTER TABLE customer
    ADD INDEX IF NOT EXISTS customer_of_role (role),
    ADD INDEX IF NOT EXISTS customer_of_staff_roles (staff_roles);

-- What staff did, written by the transaction that did it. The states of orders and the pieces of products have histories of their own.
CREATE TABLE IF NOT EXISTS audit_entry (
    id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    -- UTC.
    done_at    DATETIME(6)  NOT NULL,
    account_id BIGINT       NOT NULL,
    action     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- The product or account that was changed.
    subject    BIGINT       NULL,
    detail     VARCHAR(500) NOT NULL,
    CONSTRAINT audit_entry_account FOREIGN KEY (account_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
