-- Vaults opened with a mediator at a counter.
-- Who read the notice aloud, where a mediator did.
ALTER TABLE vaults ADD COLUMN notice_by TEXT CHECK (notice_by IS NULL OR notice_by = 'mediator');

-- When a way in was made or used under a helper's eyes. Kept until the way in is replaced.
ALTER TABLE slots ADD COLUMN helped_at INTEGER;
