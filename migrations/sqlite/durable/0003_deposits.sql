-- Leave to put papers in, given to somebody by a link. Kept as long as the vault, as its receipt.
CREATE TABLE invitations (
    -- The vault it is about.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- Sixteen random bytes.
    id BLOB NOT NULL CHECK (length(id) = 16),
    -- Generation of the vault under which it was given.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Hash of the secret of the link.
    lookup BLOB NOT NULL UNIQUE CHECK (length(lookup) = 32),
    -- Envelope: what was agreed to (for whom, until when, how many papers).
    record BLOB NOT NULL,
    -- Envelope: the secret, to show the QR code again; erased at the end.
    link BLOB,
    -- Envelope under the secret and the key of the last day: what whoever has the link needs; erased at the end.
    key BLOB,
    -- When it was given.
    given_at INTEGER NOT NULL,
    -- When it ends by itself.
    until INTEGER NOT NULL,
    -- When the person took it back.
    withdrawn_at INTEGER,
    -- How many papers may still be put in.
    papers_left INTEGER NOT NULL CHECK (papers_left >= 0),
    -- How often a paper that was taken back may still be put in again.
    undos_left INTEGER NOT NULL CHECK (undos_left >= 0),
    PRIMARY KEY (vault_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_until ON invitations (until);

-- A paper that somebody put in. Kept for eight days, and until the vault took it in; one that cannot be opened, as long
-- as the vault.
CREATE TABLE deposits (
    -- The vault it was put into.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- The paper it becomes.
    id BLOB NOT NULL CHECK (length(id) = 16),
    -- Generation of the vault to whose inbox it is sealed.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- By which right: the id of an invitation, or of a phone's pairing.
    right_id BLOB NOT NULL CHECK (length(right_id) = 16),
    -- Hash of the random bytes of whoever put it in.
    depositor BLOB NOT NULL CHECK (length(depositor) = 32),
    -- Sealed to the inbox: keys and facts of the paper; erased once the vault took it in.
    sealed BLOB,
    -- Random name of the ciphertext object.
    object TEXT NOT NULL UNIQUE,
    -- Its length in bytes.
    length INTEGER NOT NULL CHECK (length >= 0),
    -- SHA-256 of the ciphertext.
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- Random name of the object that holds the pictures of the pages.
    pictures TEXT NOT NULL UNIQUE,
    -- Its length in bytes.
    pictures_length INTEGER NOT NULL CHECK (pictures_length >= 0),
    -- SHA-256 of its ciphertext.
    pictures_digest BLOB NOT NULL CHECK (length(pictures_digest) = 32),
    -- Envelope under the key of whoever put it in: their receipt.
    receipt BLOB NOT NULL,
    -- When it was put in.
    deposited_at INTEGER NOT NULL,
    -- When the vault took it in, or found that it cannot be opened.
    adopted_at INTEGER,
    -- When the person said whether they keep it.
    answered_at INTEGER,
    PRIMARY KEY (vault_id, id),
    CHECK (sealed IS NOT NULL OR adopted_at IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX deposits_waiting ON deposits (vault_id) WHERE adopted_at IS NULL;
CREATE INDEX deposits_put_in ON deposits (deposited_at);
