-- Structures and who works there. Two more ways in: a professional holds a desk or a desk card.
ALTER TABLE slots DROP CONSTRAINT slots_kind_check;
-- What the person holds; a professional holds a desk or a desk card.
ALTER TABLE slots ADD CONSTRAINT slots_kind_check CHECK (kind IN ('card', 'device', 'phrase', 'rescue', 'desk', 'desk_card'));

-- An organisation of social work. Kept for ever: journals name it.
CREATE TABLE structures (
    -- Sixteen random bytes.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Its name, in clear: an organisation, shown to whoever it invites.
    name TEXT NOT NULL,
    -- When it was written down.
    created_at BIGINT NOT NULL,
    -- When the operator made sure that it is what it says; nobody works there before.
    verified_at BIGINT,
    -- Since when nobody works there, until it is resumed.
    suspended_at BIGINT
);

-- Who works at a structure: a vault without papers. The row stays when the account is closed.
CREATE TABLE people (
    -- The vault that holds their keys.
    vault_id BYTEA NOT NULL PRIMARY KEY REFERENCES vaults (id),
    -- Where they work.
    structure_id BYTEA NOT NULL REFERENCES structures (id),
    -- What they may do there.
    role TEXT NOT NULL CHECK (role IN ('social_worker', 'mediator', 'manager')),
    -- Public Ed25519 key, made from the vault key.
    signing_key BYTEA NOT NULL CHECK (length(signing_key) = 32),
    -- MAC over that key, the structure and the role, under a key kept with the pepper.
    mac BYTEA NOT NULL CHECK (length(mac) = 32),
    -- When they joined.
    joined_at BIGINT NOT NULL,
    -- When the account was closed.
    deactivated_at BIGINT
);

CREATE INDEX people_of_structure ON people (structure_id);

-- An invitation to work at a structure. Kept until it ends, used or not.
CREATE TABLE person_invitations (
    -- Hash of the secret in the link.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- Where to.
    structure_id BYTEA NOT NULL REFERENCES structures (id),
    -- As what.
    role TEXT NOT NULL CHECK (role IN ('social_worker', 'mediator', 'manager')),
    -- The vault of the manager who invites; none for the operator.
    invited_by BYTEA REFERENCES people (vault_id),
    -- MAC over all of this, under a key kept with the pepper.
    mac BYTEA NOT NULL CHECK (length(mac) = 32),
    -- When it was made.
    made_at BIGINT NOT NULL,
    -- Its end.
    until BIGINT NOT NULL,
    -- When an account was made with it.
    used_at BIGINT
);

CREATE INDEX person_invitations_of_structure ON person_invitations (structure_id);

-- A manager wants to help a colleague back in. Kept until somebody else confirms it, or its end.
CREATE TABLE help_cases (
    -- Sixteen random bytes: what the operator names it by.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- The colleague; one case at a time.
    person BYTEA NOT NULL UNIQUE REFERENCES people (vault_id),
    -- Where they work.
    structure_id BYTEA NOT NULL REFERENCES structures (id),
    -- The manager who opened it, and cannot confirm it.
    opened_by BYTEA NOT NULL REFERENCES people (vault_id),
    -- When.
    opened_at BIGINT NOT NULL,
    -- Its end.
    until BIGINT NOT NULL
);

-- What a manager reads of a colleague's name. Kept until either account is closed.
CREATE TABLE member_names (
    -- Who reads it.
    reader BYTEA NOT NULL REFERENCES people (vault_id),
    -- Whose name.
    person BYTEA NOT NULL REFERENCES people (vault_id),
    -- Sealed to the reader's inbox: name and function.
    sealed BYTEA NOT NULL,
    PRIMARY KEY (reader, person)
);

CREATE INDEX member_names_of_person ON member_names (person);
