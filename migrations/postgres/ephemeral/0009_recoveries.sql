-- Somebody who lost everything asks two professionals to help them back in. Kept until it is done, refused or over; in no
-- backup.
CREATE TABLE recoveries (
    -- Sixteen random bytes; opens nothing.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Hash of the secret on the person's slip.
    slip BYTEA NOT NULL UNIQUE CHECK (length(slip) = 32),
    -- Keyed hash of the structure and the four words that the person reads out.
    words BYTEA NOT NULL UNIQUE CHECK (length(words) = 32),
    -- Whose professionals are asked.
    structure_id BYTEA NOT NULL CHECK (length(structure_id) = 16),
    -- How they make sure of the person.
    manner TEXT NOT NULL CHECK (manner IN ('presence', 'afar')),
    -- Public key of the case, made from the slip's secret, 1,216 bytes.
    recipient BYTEA NOT NULL CHECK (length(recipient) = 1216),
    -- Keyed hash of who the person says they are.
    lookup BYTEA NOT NULL CHECK (length(lookup) = 32),
    -- Sealed to seat 1: who the person says they are.
    who_first BYTEA NOT NULL,
    -- The same, sealed to seat 2.
    who_second BYTEA NOT NULL,
    -- When it was asked.
    asked_at BIGINT NOT NULL,
    -- Its end.
    until BIGINT NOT NULL,
    -- Whose vault; none before the first has confirmed.
    vault_id BYTEA CHECK (vault_id IS NULL OR length(vault_id) = 16),
    -- What that vault's person agreed to, when the first confirmed.
    agreement BYTEA CHECK (agreement IS NULL OR length(agreement) = 16),
    -- The seat of the first who confirmed.
    first_seat BIGINT CHECK (first_seat IS NULL OR first_seat IN (1, 2)),
    -- Who that was.
    first_by BYTEA CHECK (first_by IS NULL OR length(first_by) = 16),
    -- When.
    first_at BIGINT,
    -- Envelope: the vault key, sealed to the other seat. Gone once that has confirmed.
    layer BYTEA,
    -- When the new card can be made; none before the second has confirmed.
    ready_at BIGINT,
    -- Sealed to the case: the vault key, and from when on it may be used.
    key BYTEA,
    -- Sealed to the vault: who confirmed.
    told BYTEA,
    -- MAC over all of this, under a key kept with the pepper.
    mac BYTEA NOT NULL CHECK (length(mac) = 32)
);

CREATE INDEX recoveries_of_vault ON recoveries (vault_id);
CREATE INDEX recoveries_until ON recoveries (until);
