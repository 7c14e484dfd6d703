-- why: what follows the log keeps its place.
CREATE TABLE follower (
	name   {{text}} PRIMARY KEY,
	seq    BIGINT NOT NULL, -- of the log, up to this entry
	change BIGINT NOT NULL, -- of the journal, up to this change
	at     BIGINT NOT NULL  -- of time, up to this minute
);
INSERT INTO follower (name, seq, change, at) SELECT 'webhooks', seq, change, 0 FROM webhook_cursor;
DROP TABLE webhook_cursor;

-- Whether what an import brings sets things off as news does.
ALTER TABLE import ADD COLUMN news BOOLEAN NOT NULL DEFAULT FALSE;
