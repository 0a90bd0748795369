-- Who is to be told that something is new; without an address, without a reason. In no backup.
CREATE TABLE outbox (
    -- Whose vault.
    vault_id BLOB NOT NULL PRIMARY KEY CHECK (length(vault_id) = 16),
    -- When a message is sent, or tried again; none when nothing is due.
    due_at INTEGER,
    -- How often the one that is due was tried.
    tries INTEGER NOT NULL CHECK (tries >= 0),
    -- When the last one was sent; none when none was.
    sent_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_due_at ON outbox (due_at);
