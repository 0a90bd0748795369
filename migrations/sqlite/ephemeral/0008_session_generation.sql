-- For which generation of the vault a session was last written: a late request must not write over the session of
-- somebody who has just regained control.
ALTER TABLE sessions ADD COLUMN generation INTEGER NOT NULL DEFAULT 0 CHECK (generation >= 0);
