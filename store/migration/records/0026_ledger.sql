-- why: whoever follows what happens follows the ledger of consent, too: who says no leaves a segment at once.
ALTER TABLE follower ADD COLUMN consent BIGINT NOT NULL DEFAULT 0; -- up to this entry of the ledger
UPDATE follower SET consent = (SELECT COALESCE(MAX(id), 0) FROM consent);
