-- How much each professional did on a day: numbers, no paper and no person. Kept for ninety days.
CREATE TABLE work_counts (
    -- The vault of the professional.
    professional BYTEA NOT NULL REFERENCES people (vault_id),
    -- The UTC day, counted from 1970-01-01.
    day BIGINT NOT NULL,
    -- What they did; refused: somebody said no to them.
    what TEXT NOT NULL CHECK (what IN ('asked', 'opened', 'copied', 'refused', 'deposits', 'helped')),
    -- How often.
    count BIGINT NOT NULL CHECK (count >= 1),
    PRIMARY KEY (professional, day, what)
);

CREATE INDEX work_counts_of_day ON work_counts (day);

-- That a manager was told of an unusual number: once a day. Kept for ninety days.
CREATE TABLE work_alarms (
    -- The vault of the manager who was told.
    manager BYTEA NOT NULL REFERENCES people (vault_id),
    -- The vault of the professional whose number it is.
    professional BYTEA NOT NULL REFERENCES people (vault_id),
    -- The UTC day, counted from 1970-01-01.
    day BIGINT NOT NULL,
    -- Which number.
    what TEXT NOT NULL CHECK (what IN ('asked', 'opened', 'copied', 'refused', 'deposits', 'helped')),
    PRIMARY KEY (manager, professional, day, what)
);

CREATE INDEX work_alarms_of_day ON work_alarms (day);

-- How many of a way in's wrong tries its vault was told. Kept until the next success, or the way in's own end.
CREATE TABLE tries_told (
    -- The way in.
    slot BYTEA NOT NULL PRIMARY KEY REFERENCES slots (id) ON DELETE CASCADE,
    -- Wrong tries since the last success that stand in the journal.
    failures BIGINT NOT NULL CHECK (failures BETWEEN 1 AND 10)
);
