-- The name of the pepper under which a way in is sealed; none of one that was sealed before names were kept.
ALTER TABLE slots ADD COLUMN pepper BYTEA;
