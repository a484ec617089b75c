-- Since when an account exists, UTC. Those of before count as old; the release before makes new ones without saying when.
ALTER TABLE customer
    ADD COLUMN IF NOT EXISTS created_at DATETIME(6) NOT NULL DEFAULT '2000-01-01 00:00:00';
ALTER TABLE customer
    ALTER COLUMN created_at SET DEFAULT UTC_TIMESTAMP(6);

-- Sessions that their customers ended, until they would have ended by themselves. A hash of the token: nothing here signs anybody in.
CREATE TABLE IF NOT EXISTS ended_session (
    token        BINARY(32)  NOT NULL PRIMARY KEY,
    -- UTC.
    forgotten_at DATETIME(6) NOT NULL,
    INDEX ended_session_forgotten (forgotten_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
