-- What passes, and never enters a backup. Times are milliseconds since 1970-01-01 UTC.

-- Someone signed in. Kept twelve hours at most.
CREATE TABLE sessions (
    -- Hash of the id in the cookie.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault that is open.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- Envelope under the id and the key of the day: the vault key and what the pages remember.
    value BYTEA NOT NULL,
    -- The person's own phone, or a computer that others use too.
    place TEXT NOT NULL CHECK (place IN ('own', 'shared')),
    -- End if nothing is asked until then.
    idle_until BIGINT NOT NULL,
    -- End in any case.
    until BIGINT NOT NULL
);

CREATE INDEX sessions_of_vault ON sessions (vault_id);

-- What a reader needs to open one document of a share. Kept until the share ends.
CREATE TABLE grants (
    -- Hash of the secret of the share.
    share BYTEA NOT NULL CHECK (length(share) = 32),
    -- Place of the document in the share, from 0.
    position BIGINT NOT NULL CHECK (position >= 0),
    -- Whose document.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- Which document.
    document_id BYTEA NOT NULL CHECK (length(document_id) = 16),
    -- Which version of it.
    version BIGINT NOT NULL CHECK (version >= 1),
    -- End of the share.
    until BIGINT NOT NULL,
    -- Envelope: keys, object names, lengths, digests, terms.
    envelope BYTEA NOT NULL,
    PRIMARY KEY (share, position)
);

CREATE INDEX grants_of_document ON grants (vault_id, document_id);
CREATE INDEX grants_until ON grants (until);

-- Someone reading a share. Kept until it ends, with the share at the latest.
CREATE TABLE viewings (
    -- Hash of the id in the reader's cookie.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The share being read.
    share BYTEA NOT NULL CHECK (length(share) = 32),
    -- Envelope under the cookie: the secret of the share.
    envelope BYTEA NOT NULL,
    -- End of the viewing.
    until BIGINT NOT NULL
);

CREATE INDEX viewings_of_share ON viewings (share);

-- A short code shown on a phone and typed on a computer. Kept ten minutes.
CREATE TABLE requests (
    -- Hash of the short code.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- Whose share.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- Hash of the secret of the share.
    share BYTEA NOT NULL CHECK (length(share) = 32),
    -- Sealed to the inbox: who asks.
    ask BYTEA,
    -- Envelope under the asking computer's cookie: the key to which the answer is sealed.
    key BYTEA,
    -- Hash of that computer's cookie.
    asked_by BYTEA CHECK (asked_by IS NULL OR length(asked_by) = 32),
    -- How far it went.
    state TEXT NOT NULL CHECK (state IN ('offered', 'asked', 'accepted', 'refused', 'taken')),
    -- Sealed to the asking computer: the secret of the share.
    answer BYTEA,
    -- End of the code.
    until BIGINT NOT NULL
);

CREATE INDEX requests_of_vault ON requests (vault_id);

-- Tries counted. Kept until the end of their window.
CREATE TABLE throttle (
    -- Keyed hash of what is counted.
    key BYTEA NOT NULL PRIMARY KEY CHECK (length(key) = 32),
    -- Tries in this window.
    count BIGINT NOT NULL CHECK (count >= 0),
    -- End of the window.
    until BIGINT NOT NULL
);

-- Which process does a job that only one may do. Kept until taken over.
CREATE TABLE leases (
    -- The job.
    name TEXT NOT NULL PRIMARY KEY,
    -- Random name of the process.
    holder BYTEA NOT NULL CHECK (length(holder) = 16),
    -- End of its turn unless renewed.
    until BIGINT NOT NULL
);
