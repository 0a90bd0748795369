-- A professional asks a person for papers, and looks at what they show. Kept until the end of the UTC day on which it
-- ends; all that is sealed here is sealed under the key of that day too.
CREATE TABLE appointments (
    -- Sixteen random bytes; stands in addresses, and opens nothing.
    id BYTEA NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Keyed hash of the code, until somebody takes it.
    code_id BYTEA UNIQUE CHECK (code_id IS NULL OR length(code_id) = 32),
    -- Parameters of Argon2id for the code, "m=..,t=..,p=..".
    parameters TEXT NOT NULL,
    -- The vault of the professional who asks.
    professional BYTEA NOT NULL CHECK (length(professional) = 16),
    -- Their structure when they asked.
    structure_id BYTEA NOT NULL CHECK (length(structure_id) = 16),
    -- The vault of the person who took the code.
    person BYTEA CHECK (person IS NULL OR length(person) = 16),
    -- How far it went; that its time is over is told by `until`.
    state TEXT NOT NULL CHECK (state IN ('offered', 'read', 'given', 'refused', 'ended')),
    -- What is asked and its signature: under the code, once taken sealed to the person. Gone with the end.
    request BYTEA,
    -- What is asked, with the code: sealed to the professional themselves. Gone once there is a receipt.
    own BYTEA,
    -- The consent that stands, or stood last.
    consent BYTEA CHECK (consent IS NULL OR length(consent) = 16),
    -- Hash of the secret of the share, under which its grants stand. Gone with the end.
    share BYTEA UNIQUE CHECK (share IS NULL OR length(share) = 32),
    -- Sealed to the professional: the secret of the share. Gone with the end.
    answer BYTEA,
    -- Sealed to the person: that a copy is asked for, and its signature. Gone with the answer.
    copy BYTEA,
    -- What became of asking for a copy; none where nobody asked.
    copy_state TEXT CHECK (copy_state IS NULL OR copy_state IN ('asked', 'given', 'refused')),
    -- Sealed to the professional: what was agreed to, to be printed.
    receipt BYTEA,
    -- When the professional opened what is shown; the person's journal was told before.
    opened_at BIGINT,
    -- When it was asked.
    asked_at BIGINT NOT NULL,
    -- End of the code; once given, of what is shown.
    until BIGINT NOT NULL
);

CREATE INDEX appointments_of_professional ON appointments (professional);
CREATE INDEX appointments_of_person ON appointments (person);
CREATE INDEX appointments_until ON appointments (until);
