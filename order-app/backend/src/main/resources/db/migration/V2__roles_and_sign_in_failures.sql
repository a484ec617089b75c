-- Who works for the shop. What the release before inserts is a customer.
ALTER TABLE customer
    ADD COLUMN IF NOT EXISTS role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'CUSTOMER';

-- Attempts that are counted to slow guessing down. The subject is a keyed hash: no address of anybody stands here.
CREATE TABLE IF NOT EXISTS attempt (
    subject      BINARY(32)  NOT NULL PRIMARY KEY,
    attempts     INT         NOT NULL,
    -- UTC; from then on the row counts for nothing.
    forgotten_at DATETIME(6) NOT NULL,
    INDEX attempt_forgotten (forgotten_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
