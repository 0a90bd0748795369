-- Papers that are gone for good: a row of one that is put back among `documents` or `deposits` counts for nothing.
CREATE TABLE destroyed (
    -- Whose.
    vault_id BYTEA NOT NULL REFERENCES vaults (id),
    -- The paper: sixteen random bytes.
    id BYTEA NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (vault_id, id)
);
