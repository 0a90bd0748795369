-- Somebody who lost everything asks two professionals to help them back in. Kept until it is done, refused or over; in no
-- backup.
CREATE TABLE recoveries (
    -- Sixteen random bytes; opens nothing.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Hash of the secret on the person's slip.
    slip BLOB NOT NULL UNIQUE CHECK (length(slip) = 32),
    -- Keyed hash of the structure and the four words that the person reads out.
    words BLOB NOT NULL UNIQUE CHECK (length(words) = 32),
    -- Whose professionals are asked.
    structure_id BLOB NOT NULL CHECK (length(structure_id) = 16),
    -- How they make sure of the person.
    manner TEXT NOT NULL CHECK (manner IN ('presence', 'afar')),
    -- Public key of the case, made from the slip's secret, 1,216 bytes.
    recipient BLOB NOT NULL CHECK (length(recipient) = 1216),
    -- Keyed hash of who the person says they are.
    lookup BLOB NOT NULL CHECK (length(lookup) = 32),
    -- Sealed to seat 1: who the person says they are.
    who_first BLOB NOT NULL,
    -- The same, sealed to seat 2.
    who_second BLOB NOT NULL,
    -- When it was asked.
    asked_at INTEGER NOT NULL,
    -- Its end.
    until INTEGER NOT NULL,
    -- Whose vault; none before the first has confirmed.
    vault_id BLOB CHECK (vault_id IS NULL OR length(vault_id) = 16),
    -- What that vault's person agreed to, when the first confirmed.
    agreement BLOB CHECK (agreement IS NULL OR length(agreement) = 16),
    -- The seat of the first who confirmed.
    first_seat INTEGER CHECK (first_seat IS NULL OR first_seat IN (1, 2)),
    -- Who that was.
    first_by BLOB CHECK (first_by IS NULL OR length(first_by) = 16),
    -- When.
    first_at INTEGER,
    -- Envelope: the vault key, sealed to the other seat. Gone once that has confirmed.
    layer BLOB,
    -- When the new card can be made; none before the second has confirmed.
    ready_at INTEGER,
    -- Sealed to the case: the vault key, and from when on it may be used.
    key BLOB,
    -- Sealed to the vault: who confirmed.
    told BLOB,
    -- MAC over all of this, under a key kept with the pepper.
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT, WITHOUT ROWID;

CREATE INDEX recoveries_of_vault ON recoveries (vault_id);
CREATE INDEX recoveries_until ON recoveries (until);
