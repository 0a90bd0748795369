-- What lasts. Times are milliseconds since 1970-01-01 UTC; an "envelope" is sealed under a key that
-- only a secret held by a person opens.

-- One vault, and with it its one beneficiary. Kept until the vault is closed.
CREATE TABLE vaults (
    -- Sixteen random bytes.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Raised when the person regains control; every durable write names it.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Counts the durable writes; covered by the seal.
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    -- HMAC over the state of the vault.
    seal BLOB NOT NULL,
    -- Number of the journal entry at the time of the seal.
    sealed_number INTEGER NOT NULL CHECK (sealed_number >= 0),
    -- Number of the last journal entry; 0 before the first.
    journal_number INTEGER NOT NULL CHECK (journal_number >= 0),
    -- Hash of the last journal entry.
    journal_hash BLOB NOT NULL CHECK (length(journal_hash) = 32),
    -- Envelope: name and preferences of the person.
    profile BLOB NOT NULL,
    -- Public recipient to which deposits and journal details are sealed while the vault is locked.
    inbox_recipient BLOB NOT NULL,
    -- MAC over that recipient, under a key kept with the pepper.
    inbox_mac BLOB NOT NULL CHECK (length(inbox_mac) = 32),
    -- Ciphertext bytes kept for this vault.
    bytes_used INTEGER NOT NULL CHECK (bytes_used >= 0),
    -- Which text of information the person was given.
    notice_version TEXT NOT NULL,
    -- In which language.
    notice_language TEXT NOT NULL,
    -- How: read on a screen, or read aloud to them.
    notice_given TEXT NOT NULL CHECK (notice_given IN ('screen', 'aloud')),
    -- When.
    notice_at INTEGER NOT NULL,
    -- When the vault was opened for the first time.
    opened_at INTEGER NOT NULL,
    -- Last visit of the person.
    visited_at INTEGER NOT NULL
) STRICT;

-- One way to open a vault. Kept until replaced, or erased after ten wrong tries.
CREATE TABLE slots (
    -- Hash of the secret, or keyed hash of the identifier: what the row is found by.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    -- The vault it opens.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- What the person holds.
    kind TEXT NOT NULL CHECK (kind IN ('card', 'device', 'phrase', 'rescue')),
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

CREATE INDEX slots_of_vault ON slots (vault_id);

-- One version of a document. Kept until the person removes it.
CREATE TABLE documents (
    -- The vault it belongs to.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- The document; its versions share it.
    id BLOB NOT NULL CHECK (length(id) = 16),
    -- 1 for the first.
    version INTEGER NOT NULL CHECK (version >= 1),
    -- Generation of the vault under which the record is sealed.
    generation INTEGER NOT NULL CHECK (generation >= 0),
    -- Envelope: title, kind, keys, digests.
    record BLOB NOT NULL,
    -- Random name of the ciphertext object.
    object TEXT NOT NULL UNIQUE,
    -- Its length in bytes.
    length INTEGER NOT NULL CHECK (length >= 0),
    -- SHA-256 of the ciphertext.
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- Random name of the object that holds the pictures of the pages.
    pictures TEXT UNIQUE,
    -- Its length in bytes.
    pictures_length INTEGER CHECK (pictures_length >= 0),
    -- SHA-256 of its ciphertext.
    pictures_digest BLOB CHECK (pictures_digest IS NULL OR length(pictures_digest) = 32),
    -- When it was added.
    added_at INTEGER NOT NULL,
    -- When the person put it in the bin; erased some days later.
    removed_at INTEGER,
    PRIMARY KEY (vault_id, id, version),
    CHECK ((pictures IS NULL) = (pictures_length IS NULL)),
    CHECK ((pictures IS NULL) = (pictures_digest IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_removed ON documents (removed_at);

-- Work begun between this database and the objects. Kept until finished or undone, within the hour.
CREATE TABLE intents (
    -- Sixteen random bytes.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- The vault it is about.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- What was begun.
    kind TEXT NOT NULL CHECK (kind IN ('upload', 'removal')),
    -- The object written or removed.
    object TEXT NOT NULL,
    -- When.
    begun_at INTEGER NOT NULL
) STRICT;

CREATE INDEX intents_begun ON intents (begun_at);

-- What happened in a vault, as a chain of hashes. Kept as long as the vault; details can be erased.
CREATE TABLE journal (
    -- The vault it is about.
    vault_id BLOB NOT NULL REFERENCES vaults (id),
    -- 1, 2, 3 without a gap.
    number INTEGER NOT NULL CHECK (number >= 1),
    -- When.
    at INTEGER NOT NULL,
    -- What, in one word of a fixed list.
    code TEXT NOT NULL,
    -- Salted hash of the details.
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    -- Hash of this entry, over the one before.
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    -- The sealed details; none once erased.
    payload BLOB,
    -- To what they are sealed.
    sealed TEXT NOT NULL CHECK (sealed IN ('journal', 'inbox', 'erased')),
    PRIMARY KEY (vault_id, number),
    CHECK ((sealed = 'erased') = (payload IS NULL))
) STRICT, WITHOUT ROWID;

-- What the person agreed to: a share. Kept as long as the vault, as its receipt.
CREATE TABLE consents (
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
    -- See the pictures only, or take a copy.
    mode TEXT NOT NULL CHECK (mode IN ('view', 'copy')),
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

-- Numbers that only rise. Kept for ever.
CREATE TABLE marks (
    -- What is counted: the highest time seen by the clock, the format of the data.
    name TEXT NOT NULL PRIMARY KEY,
    -- The highest value so far.
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
