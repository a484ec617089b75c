-- How often all sessions of the account were ended. The release before signs in without it, which counts as 0.
ALTER TABLE customer
    ADD COLUMN IF NOT EXISTS session_epoch INT NOT NULL DEFAULT 0;
