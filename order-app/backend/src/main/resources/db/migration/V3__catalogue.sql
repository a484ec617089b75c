CREATE TABLE IF NOT EXISTS category (
    id       BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code     VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name_en  VARCHAR(100) NOT NULL,
    name_ko  VARCHAR(100) NOT NULL,
    position INT          NOT NULL DEFAULT 0,
    CONSTRAINT category_code UNIQUE (code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- `name` is the English name. All that is new has a default, for the release before inserts without it.
ALTER TABLE product
    ADD COLUMN IF NOT EXISTS name_ko        VARCHAR(200)  NULL,
    ADD COLUMN IF NOT EXISTS description_en VARCHAR(2000) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS description_ko VARCHAR(2000) NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS category_id    BIGINT        NULL,
    ADD COLUMN IF NOT EXISTS picture        VARCHAR(69)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- Withdrawn rather than deleted: orders name it.
    ADD COLUMN IF NOT EXISTS active         BOOLEAN       NOT NULL DEFAULT TRUE,
    ADD COLUMN IF NOT EXISTS version        INT           NOT NULL DEFAULT 0,
    -- Names the attempt that made it, so that a repeated one makes no second.
    ADD COLUMN IF NOT EXISTS creation_key   UUID          NULL,
    -- What readers of Korean see and sort by; written together with the words below.
    ADD COLUMN IF NOT EXISTS title_ko       VARCHAR(200)  NULL,
    -- FALSE: the words of its names are not in product_word yet.
    ADD COLUMN IF NOT EXISTS searchable     BOOLEAN       NOT NULL DEFAULT FALSE;

-- One index per order in which a list is shown, or each page of a large shop would sort it all.
ALTER TABLE product
    ADD UNIQUE INDEX IF NOT EXISTS product_creation (creation_key),
    ADD INDEX IF NOT EXISTS product_unsearchable (searchable),
    ADD INDEX IF NOT EXISTS product_all (active),
    ADD INDEX IF NOT EXISTS product_by_name (active, name),
    ADD INDEX IF NOT EXISTS product_by_title_ko (active, title_ko),
    ADD INDEX IF NOT EXISTS product_by_price (active, price),
    ADD INDEX IF NOT EXISTS product_of_category (category_id, active),
    ADD INDEX IF NOT EXISTS product_of_category_by_name (category_id, active, name),
    ADD INDEX IF NOT EXISTS product_of_category_by_title_ko (category_id, active, title_ko),
    ADD INDEX IF NOT EXISTS product_of_category_by_price (category_id, active, price);

-- Words of the names, normalised by the shop and thus compared byte by byte.
CREATE TABLE IF NOT EXISTS product_word (
    word       VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    product_id BIGINT      NOT NULL,
    PRIMARY KEY (word, product_id),
    INDEX product_word_of_product (product_id, word)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS stock_change (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    product_id      BIGINT       NOT NULL,
    account_id      BIGINT       NOT NULL,
    idempotency_key UUID         NOT NULL,
    pieces          INT          NOT NULL,
    reason          VARCHAR(200) NOT NULL,
    -- UTC.
    changed_at      DATETIME(6)  NOT NULL,
    CONSTRAINT stock_change_once UNIQUE (account_id, idempotency_key),
    INDEX stock_change_newest (product_id, id),
    CONSTRAINT stock_change_account FOREIGN KEY (account_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
