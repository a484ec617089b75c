-- Why an order was moved, where somebody said so. The release before moves without.
ALTER TABLE order_change
    ADD COLUMN IF NOT EXISTS reason VARCHAR(200) NOT NULL DEFAULT '';

-- What happened to an order besides its steps: parcels, cancelled pieces, refunds, another address. Entries are added and never changed. The
-- release before does not read them: to it an order is on its way from its first parcel on, so that it can't call off what was sent.
CREATE TABLE IF NOT EXISTS order_event (
    id              BIGINT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id        BIGINT         NOT NULL,
    kind            VARCHAR(30)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- UTC.
    happened_at     DATETIME(6)    NOT NULL,
    account_id      BIGINT         NOT NULL,
    -- What the account was when it did so.
    role            VARCHAR(20)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Names the attempt, so that a repeated one does nothing twice; NULL where doing it twice changes nothing.
    idempotency_key UUID           NULL,
    reason          VARCHAR(200)   NOT NULL,
    -- With whom a parcel travels.
    carrier         VARCHAR(60)    NULL,
    tracking_number VARCHAR(40)    CHARACTER SET ascii COLLATE ascii_bin NULL,
    -- The entry of the parcel of which this one says so.
    parcel_id       BIGINT         NULL,
    -- Whether its pieces are in the stock again.
    restocked       BOOLEAN        NOT NULL DEFAULT FALSE,
    -- In euros, of a refund.
    amount          DECIMAL(12, 2) NULL,
    CONSTRAINT order_event_once UNIQUE (account_id, idempotency_key),
    INDEX order_event_of_order (order_id, id),
    CONSTRAINT order_event_order FOREIGN KEY (order_id) REFERENCES customer_order (id),
    CONSTRAINT order_event_account FOREIGN KEY (account_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- The pieces of an entry, as they were ordered. A line whose pieces are all cancelled stands here alone: so to the release before as well an
-- order holds what is left of it.
CREATE TABLE IF NOT EXISTS order_event_line (
    event_id   BIGINT         NOT NULL,
    product_id BIGINT         NOT NULL,
    name       VARCHAR(200)   NOT NULL,
    name_ko    VARCHAR(200)   NULL,
    price      DECIMAL(12, 2) NOT NULL,
    quantity   INT            NOT NULL,
    PRIMARY KEY (event_id, product_id),
    CONSTRAINT order_event_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT order_event_line_event FOREIGN KEY (event_id) REFERENCES order_event (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What staff tell each other of an order.
CREATE TABLE IF NOT EXISTS order_note (
    id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
    order_id        BIGINT        NOT NULL,
    account_id      BIGINT        NOT NULL,
    -- Names the attempt that wrote it, so that a repeated one writes no second.
    idempotency_key UUID          NOT NULL,
    -- UTC.
    written_at      DATETIME(6)   NOT NULL,
    text            VARCHAR(1000) NOT NULL,
    CONSTRAINT order_note_once UNIQUE (account_id, idempotency_key),
    INDEX order_note_of_order (order_id, id),
    CONSTRAINT order_note_order FOREIGN KEY (order_id) REFERENCES customer_order (id),
    CONSTRAINT order_note_account FOREIGN KEY (account_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- Several letters of a kind about one order: one for each parcel, and so on. 0: it is about none of these, as all letters of the release before.
ALTER TABLE outgoing_mail
    ADD COLUMN IF NOT EXISTS event_id BIGINT NOT NULL DEFAULT 0;

ALTER TABLE outgoing_mail
    ADD UNIQUE INDEX IF NOT EXISTS outgoing_mail_once_each (order_id, kind, event_id),
    DROP INDEX IF EXISTS outgoing_mail_once;
