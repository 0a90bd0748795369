-- Wrong words for an identifier, counted until the journal has told them. Kept until the hour is over and a
-- job has looked whose it is: some minutes more.
CREATE TABLE refusals (
    -- Keyed hash of the identifier as typed, whether somebody has it or not: what a way in is found by.
    slot BLOB NOT NULL CHECK (length(slot) = 32),
    -- Beginning of the hour.
    hour INTEGER NOT NULL,
    -- Wrong words in that hour.
    count INTEGER NOT NULL CHECK (count >= 1),
    PRIMARY KEY (slot, hour)
) STRICT, WITHOUT ROWID;

CREATE INDEX refusals_of_hour ON refusals (hour);
