-- Where a person wants to be told that something is new, while their vault is closed. Deleted when they stop it.
CREATE TABLE notices (
    -- Whose vault.
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES vaults (id),
    -- How they are written to.
    channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
    -- Envelope under a key of the installation: the address.
    sealed BLOB NOT NULL,
    -- The tag of the language that they are written to in.
    language TEXT NOT NULL,
    -- 1 while the person wants nothing to be sent.
    paused INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT, WITHOUT ROWID;
