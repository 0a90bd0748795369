-- When the vault is closed and everything of it erased; none while nobody asked for it.
ALTER TABLE vaults ADD COLUMN closes_at INTEGER;
