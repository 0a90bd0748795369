-- On whose behalf an upload is taken in.
-- The right of whoever puts papers in from outside; none for the person themselves.
ALTER TABLE uploads ADD COLUMN right_id BYTEA CHECK (right_id IS NULL OR length(right_id) = 16);

-- Until when one request makes a paper of a whole upload; another does not begin the same work.
ALTER TABLE uploads ADD COLUMN finishing_until BIGINT;

-- A phone beside the person's computer. Kept ten minutes at most, one for each vault.
CREATE TABLE pairings (
    -- Hash of the secret that the phone scans.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault into which it puts papers.
    vault_id BYTEA NOT NULL UNIQUE CHECK (length(vault_id) = 16),
    -- Generation of the vault.
    generation BIGINT NOT NULL CHECK (generation >= 0),
    -- Its name beside the papers that come by it.
    right_id BYTEA NOT NULL CHECK (length(right_id) = 16),
    -- Envelope under the vault key: the secret, to show the QR code again.
    link BYTEA NOT NULL,
    -- Envelope under the secret and the key of the day: what the phone needs.
    key BYTEA NOT NULL,
    -- Hash of the random bytes of the phone that took it.
    held_by BYTEA CHECK (held_by IS NULL OR length(held_by) = 32),
    -- Papers that came.
    arrived BIGINT NOT NULL CHECK (arrived BETWEEN 0 AND 50),
    -- End unless the page asks again.
    live_until BIGINT NOT NULL,
    -- End in any case.
    until BIGINT NOT NULL
);

-- A short code that stands for the link of an invitation. Kept ten minutes, or until it is used.
CREATE TABLE deposit_codes (
    -- Keyed hash of the code.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault of the invitation.
    vault_id BYTEA NOT NULL CHECK (length(vault_id) = 16),
    -- The invitation.
    right_id BYTEA NOT NULL CHECK (length(right_id) = 16),
    -- Parameters of Argon2id, "m=..,t=..,p=..".
    parameters TEXT NOT NULL,
    -- Envelope under the code and the key of the day: the secret of the link.
    envelope BYTEA NOT NULL,
    -- End of the code.
    until BIGINT NOT NULL
);

CREATE INDEX deposit_codes_of_right ON deposit_codes (vault_id, right_id);
