-- The language in which an order was placed, in which its customer is written to. The release before doesn't say: English then.
ALTER TABLE customer_order
    ADD COLUMN IF NOT EXISTS language CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE customer
    ADD COLUMN IF NOT EXISTS email_confirmed_at DATETIME(6) NULL;

-- Letters to customers, written into it by the transaction that they tell of. No text and no token stands here: both are made when one is sent.
CREATE TABLE IF NOT EXISTS outgoing_mail (
    id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind        VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- To whom: the customer of an order, or the address that somebody typed, whether or not it has an account; forgotten once it is done with.
    order_id    BIGINT      NULL,
    email       VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    language    CHAR(2)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- UTC, as all that follow.
    created_at  DATETIME(6) NOT NULL,
    -- When it is to be tried; NULL once it is done with.
    due_at      DATETIME(6) NULL,
    attempts    INT         NOT NULL DEFAULT 0,
    -- It may have been sent, which nobody can know: taken by a process that has not said how that ended, or no answer came from the mail server.
    maybe_sent  BOOLEAN     NOT NULL DEFAULT FALSE,
    sent_at     DATETIME(6) NULL,
    CONSTRAINT outgoing_mail_once UNIQUE (order_id, kind),
    INDEX outgoing_mail_due (due_at, created_at),
    CONSTRAINT outgoing_mail_order FOREIGN KEY (order_id) REFERENCES customer_order (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;

-- What a link in a letter proves. A hash of the token: nothing here opens an account.
CREATE TABLE IF NOT EXISTS account_token (
    token       BINARY(32)  NOT NULL PRIMARY KEY,
    customer_id BIGINT      NOT NULL,
    purpose     VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- UTC.
    expires_at  DATETIME(6) NOT NULL,
    INDEX account_token_of_customer (customer_id, purpose),
    INDEX account_token_expired (expires_at),
    CONSTRAINT account_token_customer FOREIGN KEY (customer_id) REFERENCES customer (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
