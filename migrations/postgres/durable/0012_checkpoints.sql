-- Which journals have grown since their heads were logged beside the objects. Not in a backup: after a restore all
-- of them are logged anew.
-- Number of the entry that was logged last; 0 before the first.
ALTER TABLE vaults ADD COLUMN logged_number BIGINT NOT NULL DEFAULT 0;
CREATE INDEX vaults_unlogged ON vaults (id) WHERE journal_number <> logged_number;
