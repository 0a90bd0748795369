-- What the service proves its name with, where it orders its certificates itself: one row each for the account, the
-- certificate, a proof under way and an order that failed. On PostgreSQL all nodes read them. In no backup.
CREATE TABLE certificates (
    -- Keyed hash of what it is, and of which directory and names.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- Sealed under a key of the installation.
    sealed BYTEA NOT NULL,
    -- When it is of no use any more, and deleted.
    until BIGINT NOT NULL
);

CREATE INDEX certificates_until ON certificates (until);
