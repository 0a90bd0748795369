-- A file on its way in, in parts. Kept until it is put into the vault or given up; a day at most.
CREATE TABLE uploads (
    -- Random name.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Whose room it takes.
    vault_id BLOB NOT NULL CHECK (length(vault_id) = 16),
    -- Envelope under a key of whoever may go on with it: the key of its parts.
    key BLOB NOT NULL,
    -- Bytes announced.
    length INTEGER NOT NULL CHECK (length >= 1),
    -- Bytes that have arrived.
    received INTEGER NOT NULL CHECK (received >= 0 AND received <= length),
    -- Parts that have arrived.
    parts INTEGER NOT NULL CHECK (parts >= 0),
    -- When it was announced.
    begun_at INTEGER NOT NULL
) STRICT;

CREATE INDEX uploads_of_vault ON uploads (vault_id);

-- What has arrived of a file. Outlives its upload until its object is deleted: a row that names an object goes
-- after it.
CREATE TABLE upload_parts (
    -- The upload.
    upload_id BLOB NOT NULL CHECK (length(upload_id) = 16),
    -- Place of the part, from 0.
    number INTEGER NOT NULL CHECK (number >= 0),
    -- The object that holds it, an envelope.
    object TEXT NOT NULL UNIQUE,
    -- Length of that object in bytes.
    length INTEGER NOT NULL CHECK (length >= 1),
    PRIMARY KEY (upload_id, number)
) STRICT, WITHOUT ROWID;
