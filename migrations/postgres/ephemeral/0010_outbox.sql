-- Who is to be told that something is new; without an address, without a reason. In no backup.
CREATE TABLE outbox (
    -- Whose vault.
    vault_id BYTEA NOT NULL PRIMARY KEY CHECK (length(vault_id) = 16),
    -- When a message is sent, or tried again; none when nothing is due.
    due_at BIGINT,
    -- How often the one that is due was tried.
    tries BIGINT NOT NULL CHECK (tries >= 0),
    -- When the last one was sent; none when none was.
    sent_at BIGINT
);

CREATE INDEX outbox_due_at ON outbox (due_at);
