-- MAC over the moment at which a paper was removed: without it nothing is destroyed when its seven days are over.
ALTER TABLE documents ADD COLUMN removed_mac BLOB;
