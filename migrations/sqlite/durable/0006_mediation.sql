-- The deposit number that a mediator types: no secret, and it opens nothing. Kept as long as the vault, or until
-- another one is drawn.
CREATE TABLE deposit_numbers (
    -- The vault it leads to.
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES vaults (id),
    -- Generation of the vault under which it was drawn.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Keyed hash of the number: what it is found by.
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
    -- Envelope: the number, to show and print it again.
    sealed BLOB NOT NULL,
    -- Whether it lets mediators in: not before the card is in the person's hand, and not once they say no.
    state TEXT NOT NULL CHECK (state IN ('printed', 'accepted', 'refused')),
    -- MAC over vault, number and state, under a key kept with the pepper.
    mac BLOB NOT NULL CHECK (length(mac) = 32),
    -- When it was drawn.
    drawn_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
