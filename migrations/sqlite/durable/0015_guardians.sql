-- Two seats at each structure, whose keys together open what a person sealed to them.
CREATE TABLE seats (
    -- Whose.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- 1 or 2.
    seat INTEGER NOT NULL CHECK (seat IN (1, 2)),
    -- Public key, 1,216 bytes.
    recipient BLOB NOT NULL CHECK (length(recipient) = 1216),
    -- MAC over structure, seat and key, under a key kept with the pepper.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    PRIMARY KEY (structure_id, seat)
) STRICT, WITHOUT ROWID;

-- Who sits in a seat; nobody sits in both. Deleted when they leave it.
CREATE TABLE guardians (
    -- Where.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- The vault of the professional.
    person BLOB NOT NULL REFERENCES people (vault_id),
    -- 1 or 2.
    seat INTEGER NOT NULL CHECK (seat IN (1, 2)),
    -- Sealed to their inbox: the seat's secret key. None until somebody of the seat hands it over.
    key BLOB,
    -- Sealed to the seat: how they are called.
    called BLOB NOT NULL,
    -- When a manager named them.
    named_at INTEGER NOT NULL,
    PRIMARY KEY (structure_id, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX guardians_of_person ON guardians (person);

-- What a person agreed to: that one of each seat together help them back in. Deleted when they stop it.
CREATE TABLE guardianships (
    -- Whose vault.
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES vaults (id),
    -- Sixteen random bytes.
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    -- The vault's generation then.
    generation INTEGER NOT NULL,
    -- Where.
    structure_id BLOB NOT NULL REFERENCES structures (id),
    -- Keyed hash of the structure, the name and the date of birth on the person's identity paper.
    lookup BLOB NOT NULL UNIQUE CHECK (length(lookup) = 32),
    -- The vault key, sealed to seat 2 and around it to seat 1: for when seat 1 is the first.
    first BLOB NOT NULL,
    -- The vault key, sealed to seat 1 and around it to seat 2: for when seat 2 is the first.
    second BLOB NOT NULL,
    -- Envelope: what was agreed to.
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;
