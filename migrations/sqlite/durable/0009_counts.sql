-- How much each professional did on a day: numbers, no paper and no person. Kept for ninety days.
CREATE TABLE work_counts (
    -- The vault of the professional.
    professional BLOB NOT NULL REFERENCES people (vault_id),
    -- The UTC day, counted from 1970-01-01.
    day INTEGER NOT NULL,
    -- What they did; refused: somebody said no to them.
    what TEXT NOT NULL CHECK (what IN ('asked', 'opened', 'copied', 'refused', 'deposits', 'helped')),
    -- How often.
    count INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (professional, day, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_counts_of_day ON work_counts (day);

-- That a manager was told of an unusual number: once a day. Kept for ninety days.
CREATE TABLE work_alarms (
    -- The vault of the manager who was told.
    manager BLOB NOT NULL REFERENCES people (vault_id),
    -- The vault of the professional whose number it is.
    professional BLOB NOT NULL REFERENCES people (vault_id),
    -- The UTC day, counted from 1970-01-01.
    day INTEGER NOT NULL,
    -- Which number.
    what TEXT NOT NULL CHECK (what IN ('asked', 'opened', 'copied', 'refused', 'deposits', 'helped')),
    PRIMARY KEY (manager, professional, day, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_alarms_of_day ON work_alarms (day);

-- How many of a way in's wrong tries its vault was told. Kept until the next success, or the way in's own end.
CREATE TABLE tries_told (
    -- The way in.
    slot BLOB NOT NULL PRIMARY KEY REFERENCES slots (id) ON DELETE CASCADE,
    -- Wrong tries since the last success that stand in the journal.
    failures INTEGER NOT NULL CHECK (failures BETWEEN 1 AND 10)
) STRICT;
