-- why: what people write about a record and the files they keep with it. What a record was merged into shows them, too:
-- they stay with the record they were written on, so that a merge moves nothing and undoing it gives everything back.
CREATE TABLE note (
	id         {{serial}},
	type       {{text}} NOT NULL,
	record     BIGINT NOT NULL,
	author     {{text}} NOT NULL, -- as the audit trail calls them
	body       {{text}} NOT NULL,
	created_at BIGINT NOT NULL,
	edited_at  BIGINT NOT NULL, -- 0: never
	pinned_at  BIGINT NOT NULL, -- 0: it is not
	deleted_at BIGINT NOT NULL  -- 0: it is there
);
CREATE INDEX note_record ON note (type, record, created_at, id);

-- What a note said before each time it was edited.
CREATE TABLE note_edit (
	note  BIGINT NOT NULL,
	at    BIGINT NOT NULL, -- until when it said so
	body  {{text}} NOT NULL,
	PRIMARY KEY (note, at)
);

CREATE TABLE mention (
	note   BIGINT NOT NULL,
	kind   {{text}} NOT NULL CHECK (kind IN ('user', 'team')),
	whom   BIGINT NOT NULL,
	PRIMARY KEY (note, kind, whom)
);
CREATE INDEX mention_whom ON mention (kind, whom);

-- Files lie by what they hold, so that the same file kept twice takes room once.
CREATE TABLE attachment (
	id         {{serial}},
	type       {{text}} NOT NULL,
	record     BIGINT NOT NULL,
	author     {{text}} NOT NULL,
	name       {{text}} NOT NULL,
	media      {{text}} NOT NULL, -- as its content shows
	bytes      BIGINT NOT NULL,
	hash       {{text}} NOT NULL, -- SHA-256
	created_at BIGINT NOT NULL,
	deleted_at BIGINT NOT NULL -- 0: it is there
);
CREATE INDEX attachment_record ON attachment (type, record, created_at, id);
CREATE INDEX attachment_hash ON attachment (hash);

-- What was merged into a record is found from it.
CREATE INDEX record_into ON record (type, into_id, id) WHERE into_id <> 0;
