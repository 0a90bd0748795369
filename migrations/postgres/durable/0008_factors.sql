-- A third way in for professionals, and the application of codes.
ALTER TABLE slots DROP CONSTRAINT slots_kind_check;
-- What the person holds; a professional holds a desk, a desk card or a passkey.
ALTER TABLE slots ADD CONSTRAINT slots_kind_check CHECK (kind IN ('card', 'device', 'phrase', 'rescue', 'desk', 'desk_card', 'passkey'));

-- Since when the structure wants a code of an application before a way in is added.
ALTER TABLE structures ADD COLUMN codes_wanted_at BIGINT;

-- The application of codes of a professional. Kept until the account is closed, or another one takes its place.
CREATE TABLE code_apps (
    -- The vault of the professional.
    vault_id BYTEA NOT NULL PRIMARY KEY REFERENCES people (vault_id),
    -- Generation of the vault under which the secret is sealed.
    generation BIGINT NOT NULL CHECK (generation >= 0),
    -- Envelope under the vault key: the secret that the application shares.
    secret BYTEA NOT NULL,
    -- The newest half minute whose code was taken: no code of it or of an older one is taken again.
    last_step BIGINT NOT NULL CHECK (last_step >= 0),
    -- When it was confirmed.
    made_at BIGINT NOT NULL
);
