-- A third way to show: a copy with words across it. SQLite changes no CHECK; the table is made anew.
CREATE TABLE consents_with_marked (
    -- The vault it is about.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- Sixteen random bytes.
    id BLOB NOT NULL CHECK (length(id) = 16),
    -- Generation of the vault under which it was given.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Hash of the secret of the share.
    lookup BLOB NOT NULL UNIQUE CHECK (length(lookup) = 32),
    -- Envelope: the receipt (to whom, what, what for).
    record BLOB NOT NULL,
    -- Envelope: the secret and the spoken code, to show the QR code again; erased at the end.
    link BLOB,
    -- See the pictures only, take a copy with words across it, or take the original.
    mode TEXT NOT NULL CHECK (mode IN ('view', 'marked', 'copy')),
    -- When it was given.
    given_at INTEGER NOT NULL,
    -- When it ends by itself.
    until INTEGER NOT NULL,
    -- When the person took it back.
    withdrawn_at INTEGER,
    -- How many openings remain; none means unlimited until the end.
    openings_left INTEGER CHECK (openings_left >= 0),
    -- Wrong spoken codes so far; five end the share.
    wrong_codes INTEGER NOT NULL CHECK (wrong_codes BETWEEN 0 AND 5),
    PRIMARY KEY (vault_id, id)
) STRICT, WITHOUT ROWID;

INSERT INTO consents_with_marked (vault_id, id, generation, lookup, record, link, mode, given_at, until,
    withdrawn_at, openings_left, wrong_codes)
SELECT vault_id, id, generation, lookup, record, link, mode, given_at, until, withdrawn_at, openings_left,
    wrong_codes FROM consents;
DROP TABLE consents;
ALTER TABLE consents_with_marked RENAME TO consents;
