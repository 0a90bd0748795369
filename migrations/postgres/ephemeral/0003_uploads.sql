-- A file on its way in, in parts. Kept until it is put into the vault or given up; a day at most.
CREATE TABLE uploads (
    -- Random name.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Whose room it takes.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- Envelope under a key of whoever may go on with it: the key of its parts.
    key BYTEA NOT NULL,
    -- Bytes announced.
    length BIGINT NOT NULL CHECK (length >= 1),
    -- Bytes that have arrived.
    received BIGINT NOT NULL CHECK (received >= 0 AND received <= length),
    -- Parts that have arrived.
    parts BIGINT NOT NULL CHECK (parts >= 0),
    -- When it was announced.
    begun_at BIGINT NOT NULL
);

CREATE INDEX uploads_of_vault ON uploads (vault_id);

-- What has arrived of a file. Outlives its upload until its object is deleted: a row that names an object goes
-- after it.
CREATE TABLE upload_parts (
    -- The upload.
    upload_id BYTEA NOT NULL CHECK (length(upload_id) = 16),
    -- Place of the part, from 0.
    number BIGINT NOT NULL CHECK (number >= 0),
    -- The object that holds it, an envelope.
    object TEXT NOT NULL UNIQUE,
    -- Length of that object in bytes.
    length BIGINT NOT NULL CHECK (length >= 1),
    PRIMARY KEY (upload_id, number)
);
