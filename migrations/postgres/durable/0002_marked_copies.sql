-- A third way to show: a copy with words across it.
ALTER TABLE consents DROP CONSTRAINT consents_mode_check;
-- See the pictures only, take a copy with words across it, or take the original.
ALTER TABLE consents ADD CONSTRAINT consents_mode_check CHECK (mode IN ('view', 'marked', 'copy'));
