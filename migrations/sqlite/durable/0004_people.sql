-- Structures and who works there. Two more ways in; SQLite changes no CHECK: the table is made anew.
CREATE TABLE slots_with_desks (
    -- Hash of the secret, or keyed hash of the identifier: what the row is found by.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault it opens.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- What the person holds; a professional holds a desk or a desk card.
    kind TEXT NOT NULL CHECK (kind IN ('card', 'device', 'phrase', 'rescue', 'desk', 'desk_card')),
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
    used_at INTEGER
) STRICT;

INSERT INTO slots_with_desks (id, vault_id, kind, generation, envelope, salt, parameters, secret, failures,
    confirmed_at, created_at, used_at)
SELECT id, vault_id, kind, generation, envelope, salt, parameters, secret, failures, confirmed_at, created_at,
    used_at FROM slots;
DROP TABLE slots;
ALTER TABLE slots_with_desks RENAME TO slots;
CREATE INDEX slots_of_vault ON slots (vault_id);

-- An organisation of social work. Kept for ever: journals name it.
CREATE TABLE structures (
    -- Sixteen random bytes.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Its name, in clear: an organisation, shown to whoever it invites.
    name TEXT NOT NULL,
    -- When it was written down.
    created_at INTEGER NOT NULL,
    -- When the operator made sure that it is what it says; nobody works there before.
    verified_at INTEGER,
    -- Since when nobody works there, until it is resumed.
    suspended_at INTEGER
) STRICT;

-- Who works at a structure: a vault without papers. The row stays when the account is closed.
CREATE TABLE people (
    -- The vault that holds their keys.
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES vaults (id),
    -- Where they work.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- What they may do there.
    role TEXT NOT NULL CHECK (role IN ('social_worker', 'mediator', 'manager')),
    -- Public Ed25519 key, made from the vault key.
    signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
    -- MAC over that key, the structure and the role, under a key kept with the pepper.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    -- When they joined.
    joined_at INTEGER NOT NULL,
    -- When the account was closed.
    deactivated_at INTEGER
) STRICT;

CREATE INDEX people_of_structure ON people (structure_id);

-- An invitation to work at a structure. Kept until it ends, used or not.
CREATE TABLE person_invitations (
    -- Hash of the secret in the link.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- Where to.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- As what.
    role TEXT NOT NULL CHECK (role IN ('social_worker', 'mediator', 'manager')),
    -- The vault of the manager who invites; none for the operator.
    invited_by BLOB REFERENCES people (vault_id),
    -- MAC over all of this, under a key kept with the pepper.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    -- When it was made.
    made_at INTEGER NOT NULL,
    -- Its end.
    until INTEGER NOT NULL,
    -- When an account was made with it.
    used_at INTEGER
) STRICT;

CREATE INDEX person_invitations_of_structure ON person_invitations (structure_id);

-- A manager wants to help a colleague back in. Kept until somebody else confirms it, or its end.
CREATE TABLE help_cases (
    -- Sixteen random bytes: what the operator names it by.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- The colleague; one case at a time.
    person BLOB NOT NULL UNIQUE REFERENCES people (vault_id),
    -- Where they work.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- The manager who opened it, and cannot confirm it.
    opened_by BLOB NOT NULL REFERENCES people (vault_id),
    -- When.
    opened_at INTEGER NOT NULL,
    -- Its end.
    until INTEGER NOT NULL
) STRICT;

-- What a manager reads of a colleague's name. Kept until either account is closed.
CREATE TABLE member_names (
    -- Who reads it.
    reader BLOB NOT NULL REFERENCES people (vault_id),
    -- Whose name.
    person BLOB NOT NULL REFERENCES people (vault_id),
    -- Sealed to the reader's inbox: name and function.
    sealed BLOB NOT NULL,
    PRIMARY KEY (reader, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_names_of_person ON member_names (person);
