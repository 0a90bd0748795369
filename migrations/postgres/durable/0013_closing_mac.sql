-- MAC over vault, generation and `closes_at`, under a key kept outside the tables: whoever only writes here closes no vault.
ALTER TABLE vaults ADD COLUMN closes_mac BYTEA;
