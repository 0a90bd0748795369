-- A third way in for professionals, and the application of codes. SQLite changes no CHECK: the table is made anew.
CREATE TABLE slots_with_passkeys (
    -- Hash of the secret, or keyed hash of the identifier: what the row is found by.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault it opens.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- What the person holds; a professional holds a desk, a desk card or a passkey.
    kind TEXT NOT NULL CHECK (kind IN ('card', 'device', 'phrase', 'rescue', 'desk', 'desk_card', 'passkey')),
    -- Generation of the vault for which it was made.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Envelope: the vault key.
    envelope BLOB NOT NULL,
    -- Salt of Argon2id where there is a code or words.
    salt BLOB CHECK (salt IS NULL OR length(salt) = 16),
    -- Parameters of Argon2id, "m=..,t=..,p=..".
    parameters TEXT,
    -- Envelope under the vault key: the 128-bit secret, so that a changed code needs nothing else.
    secret BLOB,
    -- Wrong tries since the last success.
    failures INTEGER NOT NULL CHECK (failures BETWEEN 0 AND 10),
    -- When the person proved that they hold it.
    confirmed_at INTEGER,
    -- When it was made.
    created_at INTEGER NOT NULL,
    -- When it last opened the vault.
    used_at INTEGER,
    -- When a way in was made or used under a helper's eyes. Kept until the way in is replaced.
    helped_at INTEGER
) STRICT;

INSERT INTO slots_with_passkeys (id, vault_id, kind, generation, envelope, salt, parameters, secret, failures,
    confirmed_at, created_at, used_at, helped_at)
SELECT id, vault_id, kind, generation, envelope, salt, parameters, secret, failures, confirmed_at, created_at,
    used_at, helped_at FROM slots;
DROP TABLE slots;
ALTER TABLE slots_with_passkeys RENAME TO slots;
CREATE INDEX slots_of_vault ON slots (vault_id);

-- Since when the structure wants a code of an application before a way in is added.
ALTER TABLE structures ADD COLUMN codes_wanted_at INTEGER;

-- The application of codes of a professional. Kept until the account is closed, or another one takes its place.
CREATE TABLE code_apps (
    -- The vault of the professional.
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES people (vault_id),
    -- Generation of the vault under which the secret is sealed.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Envelope under the vault key: the secret that the application shares.
    secret BLOB NOT NULL,
    -- The newest half minute whose code was taken: no code of it or of an older one is taken again.
    last_step INTEGER NOT NULL CHECK (last_step >= 0),
    -- When it was confirmed.
    made_at INTEGER NOT NULL
) STRICT;
