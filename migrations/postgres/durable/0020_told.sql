-- How often a share was told of in the journal of its person today, and until when that day lasts: whoever reads does not fill it.
ALTER TABLE consents ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
ALTER TABLE consents ADD COLUMN told_until BIGINT NOT NULL DEFAULT 0;
