-- why: lists become records, records are told apart from those that are probably the same, and merged.
-- An import of records stands beside those of events: kind is what it makes, line how far its file is dealt with, action
-- the act all it changed is journalled under, order what it was asked for, again after a restart.
ALTER TABLE import ADD COLUMN kind {{text}} NOT NULL DEFAULT 'events';
ALTER TABLE import ADD COLUMN action BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN line BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN created BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN skipped BIGINT NOT NULL DEFAULT 0;

-- Ids records have in other systems, by which a second import finds them again. Those of people are identifiers.
CREATE TABLE external_id (
	type   {{text}} NOT NULL,
	system {{text}} NOT NULL,
	value  {{text}} NOT NULL,
	record BIGINT NOT NULL,
	PRIMARY KEY (type, system, value)
);
CREATE INDEX external_id_record ON external_id (type, record);
-- Companies and products are found by their names; people are too many, and too many share one.
CREATE INDEX record_called ON record (type, name_folded) WHERE type <> 'person' AND deleted_at = 0 AND into_id = 0;

-- What records share with those they are compared with, as hashes.
CREATE TABLE duplicate_key (
	type   {{text}} NOT NULL,
	hash   BIGINT NOT NULL,
	record BIGINT NOT NULL,
	PRIMARY KEY (type, hash, record)
);
CREATE INDEX duplicate_key_record ON duplicate_key (type, record);

-- How far records have been compared, in the order of their changes; and how far the suggestions of identity were read.
CREATE TABLE duplicate_cursor (
	type {{text}} PRIMARY KEY,
	at   BIGINT NOT NULL,
	id   BIGINT NOT NULL
);

-- Pairs that are probably one, the smaller id first, and what somebody decided about them.
CREATE TABLE duplicate (
	type       {{text}} NOT NULL,
	a          BIGINT NOT NULL,
	b          BIGINT NOT NULL,
	likeness   DOUBLE PRECISION NOT NULL,
	reasons    {{text}} NOT NULL, -- apart by spaces
	state      {{text}} NOT NULL, -- open, apart, merged
	found_at   BIGINT NOT NULL,
	decided_at BIGINT NOT NULL, -- 0: not yet
	decided_by BIGINT NOT NULL, -- a user; 0: nobody, or the product's owner at its machine
	PRIMARY KEY (type, a, b)
);
CREATE INDEX duplicate_open ON duplicate (type, likeness, a, b) WHERE state = 'open';
CREATE INDEX duplicate_b ON duplicate (type, b);
