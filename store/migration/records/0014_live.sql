-- why: what follows the log keeps its place, segments their members, and people their score.
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

-- A segment is a rule or a list. Of a rule judged is the condition by which everybody was judged last; 0: never.
ALTER TABLE segment ADD COLUMN kind {{text}} NOT NULL DEFAULT 'rule' CHECK (kind IN ('rule', 'list'));
ALTER TABLE segment ADD COLUMN keep BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE segment ADD COLUMN judged {{text}} NOT NULL DEFAULT '';
ALTER TABLE segment ADD COLUMN judged_at BIGINT NOT NULL DEFAULT 0;

-- Who is in a segment whose members are kept, and who was put into a list: there it stays with the one it was done to, and
-- profile says who that is.
CREATE TABLE membership_of (
	segment BIGINT NOT NULL,
	person  BIGINT NOT NULL,
	since   BIGINT NOT NULL,
	PRIMARY KEY (segment, person)
);
CREATE INDEX membership_of_person ON membership_of (person, segment);
CREATE INDEX membership_of_since ON membership_of (segment, since, person);

-- Who came and went, lately.
CREATE TABLE segment_turn (
	id      {{serial}},
	segment BIGINT NOT NULL,
	person  BIGINT NOT NULL,
	entered BOOLEAN NOT NULL,
	told    BOOLEAN NOT NULL, -- an event says so: nobody is told of a first fill or of an import
	at      BIGINT NOT NULL
);
CREATE INDEX segment_turn_segment ON segment_turn (segment, id);
CREATE INDEX segment_turn_at ON segment_turn (at);
CREATE INDEX segment_turn_person ON segment_turn (person);

-- How large a segment was at the end of a day.
CREATE TABLE segment_size (
	segment BIGINT NOT NULL,
	day     {{text}} NOT NULL, -- of the workspace's zone
	members BIGINT NOT NULL,
	PRIMARY KEY (segment, day)
);

ALTER TABLE record ADD COLUMN score BIGINT NOT NULL DEFAULT 0;
CREATE INDEX record_score ON record (type, score, id) WHERE deleted_at = 0 AND into_id = 0 AND score <> 0;

-- The codes by which people send others to us. A code stays with the one it was made for, and profile says who that is.
CREATE TABLE referral_code (
	code       {{text}} PRIMARY KEY,
	person     BIGINT NOT NULL,
	created_at BIGINT NOT NULL
);
CREATE INDEX referral_code_person ON referral_code (person);
